import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startProcess } from "./managed-process.ts";

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("when the harness is killed, what it started goes too, also what was stopped", async () => {
  const folder = mkdtempSync(join(tmpdir(), "orrery-guard-"));
  const inner = join(folder, "data");
  mkdirSync(inner);
  const steady = join(folder, "steady.mjs");
  writeFileSync(steady, 'console.log("up"); setInterval(() => {}, 1000);');
  const harness = join(folder, "harness.mts");
  writeFileSync(
    harness,
    `import { openGuard } from ${JSON.stringify(join(import.meta.dirname, "guard.ts"))};
     import { startProcess } from ${JSON.stringify(join(import.meta.dirname, "managed-process.ts"))};
     const guard = openGuard();
     guard.watchFolder(${JSON.stringify(inner)});
     const all = [0, 1].map(() => guard.watch(startProcess(${JSON.stringify(steady)}, {}, "up")));
     await Promise.all(all.map((one) => one.ready));
     all[1].signal("SIGSTOP");
     console.log("pids " + all.map((one) => one.pid).join(" "));`,
  );
  const parent = startProcess(harness, {}, "pids");
  await parent.ready;
  const pids = [...parent.lastWords().matchAll(/\d+/g)].map(([pid]) => Number(pid));
  expect(pids.map(isAlive)).toEqual([true, true]);
  parent.signal("SIGKILL");
  await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
  await expect.poll(() => existsSync(inner)).toBe(false);
});
