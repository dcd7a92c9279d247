import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sourceHash } from "./source-hash.ts";

describe("sourceHash", () => {
  let root: string;

  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "orrery-hash-"));
    write("apps/studio/src/page.tsx", "page");
    write("packages/ui/src/button.tsx", "button");
    write("pnpm-lock.yaml", "lock");
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test.each([
    ["apps/studio/src/page.tsx", "changed"],
    ["packages/ui/src/button.tsx", "changed"],
    ["packages/ui/src/new.tsx", ""],
    ["pnpm-lock.yaml", "changed"],
    ["public/logo.svg", "new"],
  ])("%s asks for a build", (file, text) => {
    const before = sourceHash(root);
    write(file, text);
    expect(sourceHash(root)).not.toBe(before);
  });

  test.each([
    "packages/ui/src/button.test.tsx",
    "packages/ui/node_modules/react/index.js",
    "apps/studio/.next/BUILD_ID",
    "apps/studio/next-env.d.ts",
    "apps/executor/src/main.ts",
    "packages/db/src/generated/client.ts",
  ])("%s does not", (file) => {
    const before = sourceHash(root);
    write(file, "new");
    expect(sourceHash(root)).toBe(before);
  });

  test("a file that was only renamed asks for a build", () => {
    const before = sourceHash(root);
    rmSync(join(root, "packages/ui/src/button.tsx"));
    write("packages/ui/src/knob.tsx", "button");
    expect(sourceHash(root)).not.toBe(before);
  });
});
