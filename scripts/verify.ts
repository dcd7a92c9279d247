import { generateClient } from "../packages/db/src/generate-client.ts";
import { buildViewer } from "../packages/viewer/src/bundle/build-viewer.ts";
import { ROOT } from "./run-command.ts";
import { runSuites, VERIFY } from "./suites.ts";
import { addTallies, tallyLine } from "./tally.ts";

await generateClient(ROOT);
await buildViewer(ROOT);
const tally = addTallies(await runSuites(VERIFY, 2));
console.log(`\n${tallyLine(tally)}`);
process.exitCode = tally.failed === 0 ? 0 : 1;
