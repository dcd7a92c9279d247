import { describe, expect, test } from "vitest";
import { isSameProcess, parseProcStat, processIdentity } from "./process-identity.ts";

const after = (state: string, ticks: string): string =>
  `${state} 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 ${ticks} 20 21`;

describe("processIdentity", () => {
  test("reads the start time behind a command that holds parentheses and spaces", () => {
    expect(parseProcStat(`42 (a ) S b) ${after("S", "9876")}`, "boot")).toBe("boot:9876");
  });

  test("a zombie does not run", () => {
    expect(parseProcStat(`42 (node) ${after("Z", "9876")}`, "boot")).toBeUndefined();
  });

  test("knows itself, and not a pid with another start time", () => {
    const mine = processIdentity(process.pid);
    expect(mine).toBeTypeOf("string");
    expect(isSameProcess(process.pid, mine ?? "")).toBe(true);
    expect(isSameProcess(process.pid, "boot:1")).toBe(false);
  });

  test("a pid that nobody has is nobody", () => {
    expect(processIdentity(2 ** 22 + 1)).toBeUndefined();
  });
});
