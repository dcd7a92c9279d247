import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { prepareDataFolder } from "./data-folder.ts";

const scratch = mkdtempSync(join(tmpdir(), "orrery-folder-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("a folder is made with every level above it, and again without harm", () => {
  const dataDir = join(scratch, "a", "b", "c");
  prepareDataFolder(dataDir, 1);
  prepareDataFolder(dataDir, 1);
  expect(statSync(join(dataDir, "run")).isDirectory()).toBe(true);
});

test("a file that stands in the way is told in words", () => {
  const file = join(scratch, "file");
  writeFileSync(file, "");
  expect(() => prepareDataFolder(join(file, "data"), 1)).toThrow("a file stands in its way");
});

test.runIf(process.platform === "linux")("a folder that can never be made is told at once", () => {
  expect(() => prepareDataFolder("/proc/nope/data", 1)).toThrow(
    "The data folder /proc/nope/data cannot be used (it cannot be made there)",
  );
});
