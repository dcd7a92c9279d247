import { resolve } from "node:path";
import { generateClient } from "../packages/db/src/generate-client.ts";
import { buildViewer } from "../packages/viewer/src/bundle/build-viewer.ts";

const root = resolve(import.meta.dirname, "..");
await buildViewer(root);
await generateClient(root, { force: process.argv.includes("--force") });
