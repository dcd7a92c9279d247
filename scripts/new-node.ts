import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { nodeTypeFiles } from "./node-type-files.ts";

/** `pnpm new:node <type>`: makes the folder of a node type that works and passes `pnpm verify`, to be changed from there. */
const root = resolve(import.meta.dirname, "..");
const [type = ""] = process.argv.slice(2);
const folder = join(root, "packages/nodes/src", type);

if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(type)) {
  console.error("Usage: pnpm new:node <type>, in small letters with dashes: upper-case");
  process.exit(2);
}
if (existsSync(folder)) {
  console.error(`packages/nodes/src/${type} is there already.`);
  process.exit(2);
}
mkdirSync(folder);
for (const { name, content } of nodeTypeFiles(type)) {
  writeFileSync(join(folder, name), content);
  console.log(`packages/nodes/src/${type}/${name}`);
}
execFileSync(process.execPath, [join(root, "scripts/generate-files.ts")], { stdio: "ignore" });
console.log("The registries know it now. Change the files, then run: npx -y pnpm verify");
