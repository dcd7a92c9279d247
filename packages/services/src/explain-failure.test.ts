import { expect, test } from "vitest";
import { explainFailure } from "./explain-failure.ts";

test("a full disk and an absent database are told in words, and nothing else is", () => {
  const errors = ["53100", "ECONNREFUSED", "23505"].map((code) => Object.assign(new Error("x"), { code }));
  expect(errors.map(explainFailure)).toEqual([
    {
      reason: "DISK_FULL",
      message: "The disk that Orrery writes to is full. Nothing was changed: free some space, then try again.",
    },
    { reason: "DATABASE_AWAY", message: "The database does not answer just now. Try again in a moment." },
    null,
  ]);
});
