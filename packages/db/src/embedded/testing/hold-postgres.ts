import { openEmbedded } from "../open-embedded.ts";

// For open-embedded.proc.test.ts: a second process that holds the Postgres of a data folder until it is told to stop.

const postgres = await openEmbedded({ dataDir: process.argv[2] ?? "", durable: false });
process.on("SIGTERM", () => void postgres.release().then(() => process.exit(0)));
setInterval(() => undefined, 1_000);
console.log(postgres.origin);
