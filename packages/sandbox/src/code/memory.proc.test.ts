import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("hostile code leaves the memory of its process where it was, and the process alive", async () => {
  const probe = join(import.meta.dirname, "testing/hostile-probe.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--disable-warning=ExperimentalWarning",
    "--expose-gc",
    probe,
  ]);
  const { codes, ready, grownMb, last } = JSON.parse(stdout);
  expect(
    codes.every((code: string) => ["CODE_TIMEOUT", "CODE_MEMORY", "CODE_THREW", "CODE_CRASHED"].includes(code)),
  ).toBe(true);
  expect(last).toBe("2");
  expect(ready).toBe(true);
  // Unhindered, each of them takes gigabytes; a warm worker keeps 64 MB, and allocators some for later.
  expect(grownMb).toBeLessThan(256);
});
