import { expect, test } from "vitest";
import { namingTheDatabase } from "./database-away.server.ts";

const coded = (code: string) => Object.assign(new Error(code), { code });

test("only the database's errors are named", async () => {
  await expect(namingTheDatabase(Promise.reject(coded("P1001")))).rejects.toMatchObject({ digest: "DATABASE_AWAY" });
  await expect(namingTheDatabase(Promise.reject(new Error("other")))).rejects.not.toHaveProperty("digest");
  expect(await namingTheDatabase(Promise.resolve(7))).toBe(7);
});
