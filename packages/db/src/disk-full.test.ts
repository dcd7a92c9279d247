import { expect, test } from "vitest";
import { explainConnectError } from "./check-database.ts";
import { isDiskFull } from "./disk-full.ts";

const full = Object.assign(new Error('could not extend file "base/1/2": No space left on device'), { code: "53100" });

test("a full disk is known from Postgres, from the system, from Prisma, and as a cause", () => {
  const errors = [
    full,
    Object.assign(new Error("write"), { code: "ENOSPC" }),
    Object.assign(new Error("P2010"), { cause: { kind: "postgres", originalCode: "53100" } }),
    Object.assign(new Error("P2010"), { meta: { driverAdapterError: { cause: { originalCode: "53100" } } } }),
    new Error("outer", { cause: new Error("inner", { cause: full }) }),
    Object.assign(new Error("too many connections"), { code: "53300" }),
    new Error("No space left on device"),
    null,
  ];
  expect(errors.map(isDiskFull)).toEqual([true, true, true, true, true, false, false, false]);
});

test("it is told as such, without advice about the address", () => {
  const { code, message } = explainConnectError(full, new URL("postgres://u:secret@127.0.0.1:5432/orrery"));
  expect([code, message]).toEqual([
    "DATABASE_FULL",
    "The disk of the database at 127.0.0.1:5432/orrery is full: free some space. Runs wait, and go on by themselves.",
  ]);
});
