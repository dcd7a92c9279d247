import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { ROOT } from "./run-command.ts";

test("packages are chosen for the Node that comes with the install", () => {
  const manifest = z
    .object({ devDependencies: z.object({ node: z.string() }) })
    .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
  const settings = readFileSync(join(ROOT, "pnpm-workspace.yaml"), "utf8");
  expect(/^nodeVersion: (.+)$/m.exec(settings)?.[1]).toBe(manifest.devDependencies.node);
});
