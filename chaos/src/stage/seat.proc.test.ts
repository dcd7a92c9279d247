import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startProcess } from "./managed-process.ts";
import { openSeat } from "./seat.ts";

const folder = mkdtempSync(join(tmpdir(), "orrery-seat-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(name: string, source: string): string {
  const file = join(folder, name);
  writeFileSync(file, source);
  return file;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const steady = script("steady.mjs", 'console.log("up"); setInterval(() => {}, 1000);');

test("who is killed is replaced, who is stopped is not at work, and nothing is left at the end", async () => {
  const crashes: string[] = [];
  const seat = openSeat(
    () => startProcess(steady, {}, "up"),
    (words) => crashes.push(words),
  );
  const first = seat.present();
  await first.ready;
  expect([await seat.kill(0), isAlive(first.pid)]).toEqual([first.pid, false]);
  await expect.poll(() => seat.present().pid !== first.pid).toBe(true);
  const second = seat.present();
  await second.ready;
  second.signal("SIGSTOP");
  expect([second.isAtWork(), isAlive(second.pid)]).toEqual([false, true]);
  await seat.close();
  expect([isAlive(second.pid), crashes]).toEqual([false, []]);
});

test("who ends by itself is told of, with its last words, and replaced", async () => {
  const crashes: string[] = [];
  const failing = script("failing.mjs", 'console.log("up"); console.error("no more"); process.exitCode = 3;');
  const files = [failing, steady];
  const seat = openSeat(
    () => startProcess(files.shift() ?? steady, {}, "up"),
    (words) => crashes.push(words),
  );
  await expect.poll(() => crashes.length).toBe(1);
  await seat.present().ready;
  await seat.close();
  expect(crashes[0]).toMatch(/^ended with 3:\n(up\n)?no more/);
});
