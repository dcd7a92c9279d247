import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rotateLogs } from "./keep-logs-small.ts";

const LIMITS = { bytes: 10, kept: 2 };
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "orrery-logs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const all = () =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

test("a long log is put aside, the older ones move on, and the oldest goes", () => {
  put("executor.log", "third, too long");
  put("executor.log.1", "second");
  put("executor.log.2", "first");
  put("studio.log", "short");
  put("settings.json", "no log, however long it is");
  rotateLogs(folder, LIMITS);
  expect(all()).toEqual({
    "executor.log": "",
    "executor.log.1": "third, too long",
    "executor.log.2": "second",
    "studio.log": "short",
    "settings.json": "no log, however long it is",
  });
});

test("whoever has the log open goes on writing at its new end", () => {
  const log = openSync(join(folder, "executor.log"), "a");
  writeSync(log, "before, long enough");
  rotateLogs(folder, LIMITS);
  writeSync(log, "after");
  closeSync(log);
  expect(all()).toEqual({ "executor.log": "after", "executor.log.1": "before, long enough" });
});

test("a log that cannot be put aside stays as it is, and the others are still looked after", () => {
  put("a.log", "long enough to go");
  mkdirSync(join(folder, "a.log.1", "in-the-way"), { recursive: true });
  mkdirSync(join(folder, "a.log.2", "in-the-way"), { recursive: true });
  put("b.log", "long enough to go");
  rotateLogs(folder, LIMITS);
  expect(readFileSync(join(folder, "a.log"), "utf8")).toBe("long enough to go");
  expect(readFileSync(join(folder, "b.log.1"), "utf8")).toBe("long enough to go");
});
