import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { withScratchCluster } from "../packages/db/src/embedded/index.ts";
import { schemaChanges } from "../packages/db/src/migrate/index.ts";

// `pnpm migration:new add-tags` writes prisma/migrations/<time>_add_tags/: migration.sql with what the schema has and
// the migrations do not make yet, and a copy of the schema as it then stands, from which the next one starts.
// `pnpm migration:new --check` only says whether there is such a difference.

const root = resolve(import.meta.dirname, "..");
const migrationsDir = join(root, "prisma/migrations");
const schema = readFileSync(join(root, "prisma/schema.prisma"), "utf8");
const name = process.argv[2] ?? "";

const last = readdirSync(migrationsDir)
  .filter((entry) => existsSync(join(migrationsDir, entry, "schema.prisma")))
  .toSorted()
  .at(-1);
const before = last === undefined ? undefined : readFileSync(join(migrationsDir, last, "schema.prisma"), "utf8");
const sql = await withScratchCluster((scratchUrl) => schemaChanges({ scratchUrl, from: before, to: schema }));

if (name === "--check") {
  console.log(sql === "" ? "The migrations make what the schema says." : `No migration makes this yet:\n${sql}`);
  process.exitCode = sql === "" ? 0 : 1;
} else if (!/^[a-z][a-z0-9-]*$/.test(name)) {
  console.error("Usage: pnpm migration:new <name-in-kebab-case> | --check");
  process.exitCode = 2;
} else if (sql === "") {
  console.log("The schema has nothing new.");
} else {
  const time = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(migrationsDir, `${time}_${name.replaceAll("-", "_")}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "migration.sql"), `${sql}\n`);
  writeFileSync(join(folder, "schema.prisma"), schema);
  console.log(`${sql}\n\nWritten to ${folder}: read it before you commit it.`);
}
