import { expect, test } from "vitest";
import { isDatabaseAway } from "./database-away.ts";

const coded = (code: string, cause?: unknown) => Object.assign(new Error(code, { cause }), { code });

test.each([
  ["a refused connection", coded("ECONNREFUSED"), true],
  ["Prisma's word for it", coded("P1001"), true],
  ["an administrator's shutdown", coded("57P01"), true],
  ["a cause further down", new Error("query failed", { cause: coded("XX", coded("ECONNRESET")) }), true],
  ["a broken constraint", coded("23505"), false],
  [
    "a redirect of Next",
    Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;replace;/sign-in" }),
    false,
  ],
  ["no error at all", undefined, false],
])("%s", (_, error, away) => {
  expect(isDatabaseAway(error)).toBe(away);
});
