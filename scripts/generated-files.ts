import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { eventSchema } from "../packages/engine/src/index.ts";
import { galleryIndexSchema, graphSchema } from "../packages/graph/src/index.ts";
import { planSchema } from "../packages/plan/src/index.ts";
import { diagnosticsPage } from "./diagnostics-page.ts";
import { nodeIconPaths } from "./node-icon-paths.ts";

export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}

const root = resolve(import.meta.dirname, "..");

/** Every file that is made from the sources and kept in git: `pnpm generate:files` writes them, a test holds them fresh. */
export function generatedFiles(): readonly GeneratedFile[] {
  return [
    { path: "docs/diagnostics.md", content: diagnosticsPage() },
    {
      path: "packages/nodes/src/catalog.gen.ts",
      content: nodeRegistry({ file: "definition", type: "NodeDefinition", list: "definitions" }),
    },
    {
      path: "packages/nodes/src/runtimes.gen.ts",
      content: nodeRegistry({ file: "runtime", type: "NodeRuntime", list: "nodeRuntimes" }),
    },
    { path: "packages/viewer/src/drawing/node-icon-path.gen.ts", content: nodeIconPaths() },
    schemaFile("graph", "The Orrery graph file, version 1", graphSchema),
    schemaFile("gallery", "The index of an Orrery gallery, version 1", galleryIndexSchema),
    schemaFile("plan", "The Orrery plan, version 1", planSchema),
    schemaFile("event", "One event of the log of an Orrery run, version 1", eventSchema),
  ];
}

function schemaFile(name: string, title: string, schema: z.ZodType): GeneratedFile {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "ref" });
  const content = { $schema, $id: `urn:orrery:schema:${name}:v1`, title, ...rest };
  return { path: `public/schema/${name}.v1.json`, content: `${JSON.stringify(content, null, 2)}\n` };
}

/** A list of what every folder of a node type exports from one of its files; `type` is how node-kit calls it. */
function nodeRegistry(face: { readonly file: string; readonly type: string; readonly list: string }): string {
  const { file, type, list } = face;
  const source = join(root, "packages/nodes/src");
  const types = readdirSync(source)
    .filter((name) => existsSync(join(source, name, `${file}.ts`)))
    .toSorted();
  const variable = (name: string) =>
    `${name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}${type.replace("Node", "")}`;
  return [
    "// Made by `pnpm generate:files` from the folders beside it; not edited by hand.",
    `import type { ${type} } from "@orrery/node-kit";`,
    ...types.map((name) => `import { ${variable(name)} } from "./${name}/${file}.ts";`),
    "",
    `export const ${list}: readonly ${type}[] = [`,
    ...types.map((name) => `  ${variable(name)},`),
    "];",
    "",
  ].join("\n");
}
