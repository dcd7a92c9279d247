import { expect, test } from "vitest";
import { phases } from "./phases.ts";

test("prints each phase with its time and its note, and nothing for one that fails", async () => {
  let now = 1_000;
  const lines: string[] = [];
  const told = phases(
    (line) => lines.push(line),
    () => now,
  );
  const value = await told.run(
    "Database",
    async () => {
      now += 840;
      return 5;
    },
    (result) => `${result} tables`,
  );
  await told.run("Executor", async () => {
    now += 12_000;
  });
  await expect(told.run("Studio", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect([value, told.total(), lines]).toEqual([
    5,
    "12.8 s",
    ["  Database               0.8 s   5 tables", "  Executor              12.0 s"],
  ]);
});
