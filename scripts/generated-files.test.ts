import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { generatedFiles } from "./generated-files.ts";

const root = resolve(import.meta.dirname, "..");

describe("files made from the sources", () => {
  it.each(generatedFiles().map(({ path, content }) => [path, content] as const))("%s is fresh", (path, content) => {
    expect(readFileSync(join(root, path), "utf8"), "run pnpm generate:files").toBe(content);
  });
});
