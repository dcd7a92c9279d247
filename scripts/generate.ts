import { resolve } from "node:path";
import { generateClient } from "../packages/db/src/generate-client.ts";

await generateClient(resolve(import.meta.dirname, ".."), { force: process.argv.includes("--force") });
