import { expect, test } from "vitest";
import { explainFailure } from "./explain-failure.ts";

test("a full disk, an absent database and a text that cannot be kept are told in words, and nothing else is", () => {
  const errors = ["53100", "ECONNREFUSED", "22021", "23505"].map((code) => Object.assign(new Error("x"), { code }));
  expect(errors.map(explainFailure)).toEqual([
    {
      reason: "DISK_FULL",
      message: "The disk that Orrery writes to is full. Nothing was changed: free some space, then try again.",
    },
    { reason: "DATABASE_AWAY", message: "The database does not answer just now. Try again in a moment." },
    { reason: "TEXT", message: "The request holds a sign that no text can have here, such as a zero." },
    null,
  ]);
});
