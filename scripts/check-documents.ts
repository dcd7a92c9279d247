import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

// Every path that a document names exists: links to files, and what stands in `code` and looks like a path of ours.

const root = resolve(import.meta.dirname, "..");
const SKIPPED = new Set(["node_modules", ".next", ".git", ".orrery", "generated", ".results"]);
const OURS = /^(?:apps|packages|prisma|public|e2e|bench|chaos|scripts|docs|[.]ci)\/[\w@./-]*$/;

const problems = documents(root).flatMap(brokenPaths);
for (const problem of problems) console.error(problem);
console.log(`${documents(root).length} documents`);
process.exitCode = problems.length === 0 ? 0 : 1;

function documents(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : documents(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

function brokenPaths(document: string): string[] {
  // A block of code is an example, and may name what the reader is about to make.
  const text = readFileSync(document, "utf8").replace(/^```[\s\S]*?^```/gm, "");
  const linked = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)]
    .map((match) => (match[1] ?? match[2] ?? "").replace(/[?#].*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
    .map((target) => (target.startsWith("/") ? join(root, target) : join(dirname(document), target)));
  const named = [...text.matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1] ?? "")
    .filter((name) => OURS.test(name))
    .map((name) => join(root, name));
  return [...linked, ...named]
    .filter((path) => !existsSync(path))
    .map((path) => `${relative(root, document)} names ${relative(root, path)}, which is not there`);
}
