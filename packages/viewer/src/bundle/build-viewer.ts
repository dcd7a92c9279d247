import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = ["packages/viewer/src", "packages/engine/src", "pnpm-lock.yaml"];
const OUTPUT = "packages/viewer/src/generated/viewer-bundle.ts";

/**
 * Bundles the viewer into one script and one style sheet, as constants of a module that servers import. Does nothing where
 * they were made from the sources that there are.
 * @param root the repository's root.
 * @returns whether it bundled.
 * @throws BuildFailure of esbuild where the sources do not bundle.
 */
export async function buildViewer(root: string): Promise<boolean> {
  const output = join(root, OUTPUT);
  const mark = `// Made by build-viewer.ts from ${hashOf(root)}.\n`;
  if (existsSync(output) && readFileSync(output, "utf8").startsWith(mark)) return false;
  const script = await bundle(join(root, "packages/viewer/src/bundle/entry.ts"));
  const style = await bundle(join(root, "packages/viewer/src/bundle/style.css"));
  mkdirSync(join(output, ".."), { recursive: true });
  // Two processes may build at once: each puts a whole file in place.
  const draft = `${output}.${process.pid}`;
  const constants = `export const script = ${JSON.stringify(script)};\nexport const style = ${JSON.stringify(style)};\n`;
  writeFileSync(draft, mark + constants);
  renameSync(draft, output);
  return true;
}

async function bundle(entry: string): Promise<string> {
  // Only here: whoever finds everything made has no use for it.
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome123", "firefox120", "safari17.5"],
    logLevel: "silent",
  });
  const text = outputFiles[0]?.text;
  if (text === undefined) throw new Error(`esbuild gave nothing for ${entry}.`);
  return text;
}

function hashOf(root: string): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => filesUnder(join(root, source)))) hash.update(readFileSync(file));
  return hash.digest("hex");
}

function filesUnder(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const isPart = !/^(generated|testing)$|\.test\.tsx?$/.test(entry.name);
      return isPart ? filesUnder(join(path, entry.name)) : [];
    });
}
