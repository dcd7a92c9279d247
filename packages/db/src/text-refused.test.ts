import { expect, test } from "vitest";
import { isTextRefused } from "./text-refused.ts";

test("a text that cannot be kept is known from Postgres, from Prisma, and as a cause", () => {
  const errors = [
    Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: "22021" }),
    Object.assign(new Error("P2010"), { cause: { kind: "postgres", originalCode: "22021" } }),
    new Error("outer", { cause: Object.assign(new Error("inner"), { code: "22P05" }) }),
    Object.assign(new Error("duplicate key"), { code: "23505" }),
    new Error("0x00"),
    null,
  ];
  expect(errors.map(isTextRefused)).toEqual([true, true, true, false, false, false]);
});
