import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDb } from "@orrery/db";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { newInstanceKeyText, readKeyFile, rotateInstanceKey } from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nextKeyFile, openInstanceKey } from "./open-instance-key.ts";
import { StartProblem } from "./start-problem.ts";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "orrery-key-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

test("the key is made once, only its owner may read it, and another one is refused in one sentence", async () => {
  const keyFile = join(folder, "instance.key");
  await openInstanceKey({ keyFile }, database.url);
  const text = await readFile(keyFile, "utf8");
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  await openInstanceKey({ keyFile }, database.url);
  expect(await readFile(keyFile, "utf8")).toBe(text);

  const another = join(folder, "another.key");
  await expect(openInstanceKey({ keyFile: another }, database.url)).rejects.toThrow(StartProblem);
  const open = join(folder, "open.key");
  await writeFile(open, newInstanceKeyText(), { mode: 0o644 });
  await expect(openInstanceKey({ keyFile: open }, database.url)).rejects.toThrow(/Others may read the key/);

  // The database was turned to the next key, and then the power went.
  await writeFile(nextKeyFile(keyFile), newInstanceKeyText(), { mode: 0o600 });
  const next = readKeyFile(nextKeyFile(keyFile));
  const db = createDb(database.url);
  await rotateInstanceKey(db, readKeyFile(keyFile), next);
  await db.$disconnect();
  await openInstanceKey({ keyFile }, database.url);
  expect(readKeyFile(keyFile).id).toBe(next.id);
});
