import { generateClient } from "../packages/db/src/generate-client.ts";
import { buildViewer } from "../packages/viewer/src/bundle/build-viewer.ts";
import { ensureBrowser } from "./ensure-browser.ts";
import { ROOT } from "./run-command.ts";
import { restSuites, runSuites, VERIFY } from "./suites.ts";
import { addTallies, tallyLine } from "./tally.ts";

// Everything: what verify does, then the tests on a real Postgres, real processes and a real browser. They take turns,
// because two cores shared by all of them would make each of them wait.

await generateClient(ROOT);
await buildViewer(ROOT);
const withoutBrowser = await ensureBrowser();
if (withoutBrowser !== undefined)
  console.log(`${withoutBrowser} The end-to-end tests are left out and count as failed.`);
const verified = await runSuites(VERIFY, 2);
const rest = await runSuites(restSuites(withoutBrowser), 1);
const tally = addTallies([...verified, ...rest]);
console.log(`\n${tallyLine(tally)}`);
process.exit(tally.failed === 0 ? 0 : 1);
