import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { catalog } from "@orrery/nodes/catalog";

const PLACE = join("packages", "nodes", "src");

/** The page of a node type as Markdown; null for a type the catalogue does not have, or without a page. */
export async function readNodeDocs(type: string): Promise<string | null> {
  const folder = nodesFolder(process.cwd());
  const known = catalog.types.some((definition) => definition.type === type);
  if (folder === null || !known) return null;
  try {
    return await readFile(join(/* turbopackIgnore: true */ folder, type, "docs.md"), "utf8");
  } catch {
    return null;
  }
}

/** The studio is started in its own folder or in the repository's; the pages lie beside their node types. */
function nodesFolder(start: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(/* turbopackIgnore: true */ folder, PLACE))) return join(folder, PLACE);
    if (dirname(folder) === folder) return null;
  }
}
