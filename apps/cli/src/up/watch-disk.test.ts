import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchDisk } from "./watch-disk.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a disk that fills up is told once, and once when there is room again", async () => {
  const free = [900, 15, 3, 0, 20, 47, 48, 900, 10];
  const said: string[] = [];
  const stop = watchDisk(
    "/data",
    (line) => said.push(line),
    () => free.shift() ?? 0,
  );
  await vi.advanceTimersByTimeAsync(16_500);
  expect(said).toEqual([
    "The data folder /data is full (15 MB are free): free some space. Runs wait, and go on by themselves.",
    "There is room in /data again (48 MB): runs go on.",
  ]);
  stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toHaveLength(2);
});

test("a folder that cannot be measured says nothing", async () => {
  const said: string[] = [];
  const stop = watchDisk("/nowhere/at/all", (line) => said.push(line));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(said).toEqual([]);
  stop();
});
