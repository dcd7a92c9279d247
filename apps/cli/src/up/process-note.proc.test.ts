import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processIdentity } from "@orrery/db/embedded";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { livingProcess, stopOrphans, writeProcessNote } from "./process-note.ts";

describe("process notes", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "orrery-notes-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("a pid that has been given to another process is not the one that was noted", async () => {
    const stranger = spawn("sleep", ["30"], { detached: true, stdio: "ignore" });
    const pid = stranger.pid ?? 0;
    writeFileSync(join(folder, "studio.json"), JSON.stringify({ pid, identity: "an-earlier-boot:77", url: "" }));
    expect(livingProcess(folder, "studio")).toBeUndefined();
    expect(await stopOrphans(folder)).toEqual([]);
    expect(processIdentity(pid)).toBeTypeOf("string");
    expect(existsSync(join(folder, "studio.json"))).toBe(false);
    stranger.kill("SIGKILL");
  });

  test("stops what is left over, also what does not want to", async () => {
    const script = "trap '' TERM; echo ready; while :; do sleep 0.1; done";
    const stubborn = spawn("sh", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
    await new Promise((resolve) => stubborn.stdout.once("data", resolve));
    const pid = stubborn.pid ?? 0;
    writeProcessNote(folder, "executor", { pid, url: "" });
    expect(livingProcess(folder, "executor")?.pid).toBe(pid);
    expect(await stopOrphans(folder, 300)).toEqual(["executor"]);
    expect(processIdentity(pid)).toBeUndefined();
  });

  test("what a service had started itself goes with it", async () => {
    const script = "sh -c \"trap '' TERM; while :; do sleep 0.1; done\" & echo $!; wait";
    const parent = spawn("sh", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
    const printed = await new Promise<Buffer>((resolve) => parent.stdout.once("data", resolve));
    const grandchild = Number(printed.toString("utf8").trim());
    expect(processIdentity(grandchild)).toBeTypeOf("string");
    writeProcessNote(folder, "executor", { pid: parent.pid ?? 0, url: "" });
    expect(await stopOrphans(folder, 300)).toEqual(["executor"]);
    await expect.poll(() => processIdentity(grandchild)).toBeUndefined();
  });

  test("a note cut short by a crash is no note", async () => {
    writeFileSync(join(folder, "studio.json"), '{"pid":12');
    expect(livingProcess(folder, "studio")).toBeUndefined();
    expect(await stopOrphans(folder)).toEqual([]);
  });
});
