import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { importRules } from "./import-rules.ts";
import { APP_MAY_IMPORT, MAY_IMPORT } from "./import-table.ts";

// Who may import whom. Twice it has happened that this check saw nothing and said nothing; so it must have seen every
// source file there is, and it must find the violations that are planted in a small tree of their own.

const root = resolve(import.meta.dirname, "..");
const problems = [...(await checkRepository()), ...(await checkPlanted())];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

async function checkRepository(): Promise<string[]> {
  const folders = ["apps", "packages", "bench", "chaos", "e2e"];
  const result = await cruiseTree(root, folders);
  const seen = new Set(result.modules.map((module) => module.source));
  const unseen = folders
    .flatMap((folder) => sources(join(root, folder)))
    .filter((file) => !seen.has(relative(root, file)));
  console.log(`${result.summary.totalCruised} modules, ${result.summary.totalDependenciesCruised ?? 0} dependencies`);
  return [
    ...violations(result).map(({ rule, from, to }) => `${rule}: ${from} -> ${to}`),
    ...unseen.map((file) => `not seen by the check: ${relative(root, file)}`),
  ];
}

/** One planted violation for each kind of rule: all must be found, and nothing else. */
async function checkPlanted(): Promise<string[]> {
  const tree = mkdtempSync(join(tmpdir(), "orrery-imports-"));
  const plant = (file: string, text: string): void => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  };
  try {
    for (const name of Object.keys(MAY_IMPORT)) plant(`packages/${name}/package.json`, manifestOf(name));
    for (const name of Object.keys(MAY_IMPORT)) plant(`packages/${name}/src/index.ts`, "export const planted = 1;\n");
    mkdirSync(join(tree, "node_modules/@orrery"), { recursive: true });
    for (const name of Object.keys(MAY_IMPORT)) {
      symlinkSync(join(tree, "packages", name), join(tree, "node_modules/@orrery", name));
    }
    for (const name of Object.keys(APP_MAY_IMPORT)) plant(`apps/${name}/src/main.ts`, "export const planted = 1;\n");
    plant("packages/graph/src/up.ts", 'import { planted } from "@orrery/engine";\nexport const x = planted;\n');
    plant("packages/expr/src/file.ts", 'import { readFileSync } from "node:fs";\nexport const x = readFileSync;\n');
    plant("packages/plan/src/deep.ts", 'import { inner } from "../../graph/src/inner.ts";\nexport const x = inner;\n');
    plant("packages/graph/src/inner.ts", "export const inner = 1;\n");
    plant("packages/nodes/src/echo/card.tsx", 'import { relay } from "./relay.ts";\nexport const x = relay;\n');
    plant("packages/nodes/src/echo/relay.ts", 'import { run } from "./runtime.ts";\nexport const relay = run;\n');
    plant("packages/nodes/src/echo/runtime.ts", "export const run = 1;\n");
    plant("packages/engine/src/view.ts", 'import { useState } from "react";\nexport const x = useState;\n');
    plant("node_modules/react/index.js", "export const useState = 1;\n");
    plant("apps/studio/src/form.tsx", 'import { planted } from "@orrery/models";\nexport const x = planted;\n');
    plant("apps/studio/src/form.server.ts", 'import { planted } from "@orrery/models";\nexport const x = planted;\n');
    plant("apps/executor/src/canvas.ts", 'import { planted } from "@orrery/canvas";\nexport const x = planted;\n');
    const found = violations(await cruiseTree(tree, ["apps", "packages"])).map(({ rule, from }) => `${rule} ${from}`);
    const expected = [
      "card-reaches-runtime packages/nodes/src/echo/card.tsx",
      "face packages/plan/src/deep.ts",
      "only-apps-executor apps/executor/src/canvas.ts",
      "only-packages-graph packages/graph/src/up.ts",
      "pure-no-node packages/expr/src/file.ts",
      "pure-no-react packages/engine/src/view.ts",
      "studio-server-files-only apps/studio/src/form.tsx",
    ];
    return [
      ...expected.filter((line) => !found.includes(line)).map((line) => `planted, but not found: ${line}`),
      ...found.filter((line) => !expected.includes(line)).map((line) => `found, but not planted: ${line}`),
    ];
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function manifestOf(name: string): string {
  return JSON.stringify({ name: `@orrery/${name}`, type: "module", exports: { ".": "./src/index.ts" } });
}

async function cruiseTree(tree: string, folders: string[]): Promise<ICruiseResult> {
  const { options, ...ruleSet } = importRules(tree);
  const cwd = process.cwd();
  process.chdir(tree);
  try {
    const { output } = await cruise(folders, { ...options, validate: true, ruleSet });
    if (typeof output === "string") throw new Error("dependency-cruiser gave text");
    return output;
  } finally {
    process.chdir(cwd);
  }
}

function violations(result: ICruiseResult): { rule: string; from: string; to: string }[] {
  return result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return /^(node_modules|[.]next|generated|[.]results)$/.test(entry.name) ? [] : sources(path);
    return /[.]tsx?$/.test(entry.name) && !/[.]d[.]ts$/.test(entry.name) ? [path] : [];
  });
}
