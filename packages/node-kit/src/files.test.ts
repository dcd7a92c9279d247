import { expect, test } from "vitest";
import { fileNameProblem, isFileValue } from "./files.ts";

test.each(["a", "report.csv", "2026/11/Bericht – März.pdf", ".hidden", "a b.txt"])("%j is a name", (name) => {
  expect(fileNameProblem(name)).toBeNull();
});

test.each([
  "",
  "/etc/passwd",
  "../a",
  "a/../b",
  "a//b",
  "a/",
  ".",
  "a\\b",
  "a\0b",
  "a\nb",
  " a",
  "a /b",
  "C:a",
  "x".repeat(201),
  "a\u202eb",
])("%j is none", (name) => {
  expect(fileNameProblem(name)).toEqual(expect.any(String));
});

test("a value that names a file is known by its shape", () => {
  const file = { name: "a", sha256: "0".repeat(64), mediaType: "text/plain", bytes: 1 };
  expect(isFileValue(file)).toBe(true);
  for (const other of [null, "a", {}, { ...file, sha256: "0" }, { ...file, bytes: "1" }]) {
    expect(isFileValue(other)).toBe(false);
  }
});
