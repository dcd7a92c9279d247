import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** What the studio's build is made from, below the repository's root. */
const SOURCES = [
  "apps/studio",
  "packages",
  "public",
  "prisma/schema.prisma",
  "package.json",
  "pnpm-lock.yaml",
  "tsconfig.json",
];

const SKIPPED_FOLDERS = new Set(["node_modules", ".next", "generated"]);

/** SHA-256 (hex) over the names and contents of everything that the studio is built from. Tests do not count. */
export function sourceHash(root: string): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => filesUnder(join(root, source))).toSorted()) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : filesUnder(inner);
    return entry.isFile() && !/\.test\.tsx?$|^next-env\.d\.ts$|\.tsbuildinfo$/.test(entry.name) ? [inner] : [];
  });
}
