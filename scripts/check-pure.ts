import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { PURE } from "./import-table.ts";

// PURE packages take the time and chance as arguments: a run folded again must give the same. What they import is
// checked by check-imports; this is about what needs no import.

const root = resolve(import.meta.dirname, "..");
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/, "reads the clock"],
  [/\bMath\.random\(|\bcrypto\.(?:randomUUID|getRandomValues)\(/, "takes chance"],
  [/\bset(?:Timeout|Interval|Immediate)\(/, "waits"],
  [/\bprocess\.\w|\bglobalThis\.process\b/, "asks the process"],
  [/\b(?:await|return) fetch\(/, "reaches the network"],
];

const problems = PURE.flatMap((name) => sources(join(root, "packages", name, "src"))).flatMap((file) =>
  readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line, index) => {
      if (/^\s*(?:\/\/|\*|\/\*)/.test(line)) return [];
      return FORBIDDEN.filter(([pattern]) => pattern.test(line)).map(
        ([, what]) => `${relative(root, file)}:${index + 1} ${what}: ${line.trim()}`,
      );
    }),
);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "testing" || entry.name === "conformance" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
