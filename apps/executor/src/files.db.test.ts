import { createHash, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createFiles, forgetFiles } from "@orrery/db/run-log";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { GraphNode, Json } from "@orrery/graph";
import { createCredential, parseInstanceKey } from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let publisher: Publisher;
let server: Server;
let host: string;
const { said, news } = collectNews();
const ORRERY_KEY = randomBytes(32).toString("base64url");
/** Not of the size of a piece, and no text. */
const large = randomBytes(3 * 1024 * 1024 + 17);

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/large") response.writeHead(200, { "content-type": "application/x-large" }).end(large);
    else if (request.url === "/echo") response.end(`they said ${request.headers.authorization}`);
    else response.writeHead(404).end("nothing here");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, env: { ORRERY_KEY, ORRERY_ALLOW_PRIVATE_HOSTS: host }, news });
  publisher = openPublisher(database.url, parseInstanceKey(ORRERY_KEY, "the test"));
  await executor.ready;
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  server.closeAllConnections();
  server.close();
  expect(said).toEqual([]);
});

type Step = Pick<GraphNode, "id" | "type" | "config">;

/** Runs the steps one after another; gives the value, or the code of the failure. */
async function run(steps: readonly Step[], value: Json) {
  const ids = ["start", ...steps.map(({ id }) => id), "end"];
  const graph = graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      ...steps,
      { id: "end", type: "output", config: { value } },
    ],
    ids.slice(1).map((id, at) => `${ids[at]} -> ${id}`),
  );
  const runId = await publisher.start(graph, {});
  const log = await publisher.until(runId, (events) =>
    events.some(({ type }) => /^run\.(succeeded|failed)$/.test(type)),
  );
  const end = log.at(-1);
  if (end?.type === "run.failed") return { failed: end.error.code };
  return end?.type === "run.succeeded" && end.output !== null
    ? publisher.store.values.read(runId, end.output.id)
    : null;
}

const file = (id: string, config: Step["config"]): Step => ({ id, type: "file", config });
const shaOf = (content: string | Buffer) => createHash("sha256").update(content).digest("hex");

test("a step finds what the one before it wrote, reads it by name and by value, and what was replaced is still kept", async () => {
  const given = await run(
    [
      file("first", { action: "write", name: "a/note.txt", content: "one" }),
      file("second", { action: "write", name: "a/note.txt", content: "two" }),
      file("by_name", { action: "read", name: "a/note.txt" }),
      file("by_value", { action: "read", name: "{{ first.file }}" }),
      file("listed", { action: "list", name: "a/" }),
      file("gone", { action: "delete", name: "a/note.txt" }),
      file("after", { action: "list", name: "a/" }),
    ],
    {
      now: "{{ by_name.content }}",
      before: "{{ by_value.content }}",
      listed: "{{ listed.files }}",
      after: "{{ after.files }}",
    },
  );
  expect(given).toEqual({
    now: "two",
    before: "one",
    listed: [{ name: "a/note.txt", sha256: shaOf("two"), mediaType: "text/plain", bytes: 3 }],
    after: [],
  });
});

test("an answer is saved as it comes, in pieces, once for the same content; one that fails the step is not", async () => {
  const save = (id: string, path: string, name: string): Step => ({
    id,
    type: "http-request",
    config: { method: "GET", url: `http://${host}${path}`, saveAs: name },
  });
  const saved = await run(
    [save("a", "/large", "large.bin"), save("b", "/large", "copy.bin")],
    ["{{ a.file }}", "{{ b.file }}"],
  );
  const value = { sha256: shaOf(large), mediaType: "application/x-large", bytes: large.length };
  expect(saved).toEqual([
    { name: "large.bin", ...value },
    { name: "copy.bin", ...value },
  ]);
  const { pool, sql } = publisher.store;
  const kept = await pool.query("SELECT count(*)::int AS n FROM file_content WHERE sha256 = $1", [value.sha256]);
  expect(kept.rows).toEqual([{ n: 1 }]);
  const opened = await createFiles(sql).open("default", value.sha256);
  const pieces: Uint8Array[] = [];
  for await (const piece of opened?.pieces ?? []) pieces.push(piece);
  expect(Buffer.concat(pieces).equals(large)).toBe(true);
  expect(await createFiles(sql).open("elsewhere", value.sha256)).toBeNull();

  expect(await run([save("a", "/nowhere", "none.bin")], "{{ a.file }}")).toEqual({ failed: "HTTP_STATUS" });
  expect(await createFiles(sql).find("default", "none.bin")).toBeNull();
});

test("a credential that comes back in an answer is hidden in the file, too", async () => {
  const value = "a-token-that-nobody-may-keep";
  await createCredential({ ctx: publisher.ctx, input: { handle: "token", kind: "bearer", hosts: [host], value } });
  const content = await run(
    [
      {
        id: "fetch",
        type: "http-request",
        config: { method: "GET", url: `http://${host}/echo`, saveAs: "echo.txt", auth: "token" },
      },
      file("read", { action: "read", name: "{{ fetch.file }}" }),
    ],
    "{{ read.content }}",
  );
  expect(content).toBe("they said [hidden]");
});

test("a SQLite file is made, changed and read by statements, each change with the success of its step", async () => {
  const sql = (id: string, statement: string, more: Step["config"] = {}): Step => ({
    id,
    type: "sql",
    config: { engine: "sqlite", file: "stock.db", statement, ...more },
  });
  const given = await run(
    [
      sql("made", "CREATE TABLE stock (id INTEGER PRIMARY KEY, n INT)", { readOnly: false }),
      sql("filled", "INSERT INTO stock (n) VALUES ($1), ($2)", { readOnly: false, values: [5, 7] }),
      sql("asked", "SELECT sum(n) AS n FROM stock"),
    ],
    ["{{ filled.rowCount }}", "{{ asked.rows }}"],
  );
  expect(given).toEqual([2, [{ n: 12 }]]);
  expect(await run([sql("a", "SELECT 1", { file: "none.db" })], null)).toEqual({ failed: "SQL_DATABASE" });
});

test("a name that is none, and a file that is too large, are refused and leave nothing", async () => {
  const name = "{{ '../' + 'passwd' }}";
  expect(await run([file("a", { action: "write", name, content: "x" })], null)).toEqual({ failed: "FILE_NAME" });
  const { pool, sql } = publisher.store;
  const count = async () => (await pool.query("SELECT count(*)::int AS n FROM file_content")).rows;
  const before = await count();
  expect(await createFiles(sql).keep("default", [large], 1_000_000)).toEqual({ kind: "too-large" });
  const broken = (async function* () {
    yield large;
    throw new Error("the other side went away");
  })();
  await expect(createFiles(sql).keep("default", broken, 10_000_000)).rejects.toThrow("went away");
  expect(await count()).toEqual(before);
});

test("many who keep the same content at once keep it once", async () => {
  const files = createFiles(publisher.store.sql);
  const content = randomBytes(100_000);
  const kept = await Promise.all(Array.from({ length: 12 }, () => files.keep("default", [content], 1_000_000)));
  expect(kept).toEqual(kept.map(() => ({ kind: "kept", sha256: shaOf(content), bytes: 100_000 })));
  const { rows } = await publisher.store.pool.query("SELECT count(*)::int AS n FROM file_content WHERE sha256 = $1", [
    shaOf(content),
  ]);
  expect(rows).toEqual([{ n: 1 }]);
});

test("content is let go when no name has pointed to it for long enough, and what was never ended after a day", async () => {
  const { pool, sql } = publisher.store;
  await run(
    [
      file("kept", { action: "write", name: "kept.txt", content: "kept" }),
      file("old", { action: "write", name: "old.txt", content: "old" }),
      file("new", { action: "write", name: "old.txt", content: "new" }),
      file("fresh", { action: "write", name: "fresh.txt", content: "fresh" }),
      file("gone", { action: "delete", name: "fresh.txt" }),
    ],
    null,
  );
  const age = (content: string) =>
    pool.query("UPDATE file_content SET touched_at = now() - interval '31 days' WHERE sha256 = $1", [shaOf(content)]);
  for (const content of ["kept", "old", "new"]) await age(content);
  await pool.query(
    "INSERT INTO file_content (id, workspace_id, touched_at) VALUES (gen_random_uuid(), 'default', now() - interval '2 days')",
  );
  expect(await forgetFiles(sql, 30)).toBe(2);
  const files = createFiles(sql);
  const there = await Promise.all(["kept", "old", "new", "fresh"].map((one) => files.open("default", shaOf(one))));
  expect(there.map((one) => one !== null)).toEqual([true, false, true, true]);
});
