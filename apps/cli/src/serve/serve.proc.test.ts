import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const main = join(import.meta.dirname, "../main.ts");

function call(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { DATABASE_URL: _none, ORRERY_URL: _neither, ...around } = process.env;
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...around, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  }
  return new Promise<{ readonly code: number | null; readonly said: string }>((done) => {
    child.once("close", (code) => done({ code, said }));
  });
}

const nowhere = "postgres://nobody:none@127.0.0.1:1/none";

test.each(["migrate", "studio", "executor", "sign-in"])(
  "%s without a database says so in one sentence",
  async (verb) => {
    expect(await call([verb])).toEqual({
      code: 1,
      said: "DATABASE_URL is not set: it says which Postgres this installation works on.\n",
    });
  },
);

test("a database that is no address, one that is away, an address that is none, and words too many", async () => {
  const answers = await Promise.all([
    call(["executor"], { DATABASE_URL: "nonsense" }),
    call(["migrate"], { DATABASE_URL: nowhere }),
    call(["sign-in"], { DATABASE_URL: nowhere, ORRERY_URL: "ftp://x" }),
    call(["migrate", "now"]),
    call(["archive", "now"], { DATABASE_URL: nowhere }),
    call(["archive", "read", "/nowhere/a.jsonl.gz"]),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 2, 1, 1]);
  for (const { said } of answers) expect(said).toMatch(/^[^\n]+\n$/);
  expect(answers[4]?.said).toContain("ORRERY_RETENTION_DAYS");
});
