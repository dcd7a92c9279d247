import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { createCredential, parseInstanceKey, removeCredential } from "@orrery/services";
import fc from "fast-check";
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
const seen: { readonly authorization: string | undefined; readonly key: unknown }[] = [];
const { said, news } = collectNews();
const ORRERY_KEY = randomBytes(32).toString("base64url");

beforeAll(async () => {
  // A host that tells everybody what it was told, in every form it can think of.
  server = createServer((request, response) => {
    const { authorization } = request.headers;
    const key = request.headers["x-key"];
    seen.push({ authorization, key });
    const told = authorization ?? String(key);
    const secret = Buffer.from(told.replace(/^Basic /, ""), "base64").toString();
    const bare = told.startsWith("Basic ") ? secret.slice(secret.indexOf(":") + 1) : told.replace(/^Bearer /, "");
    const forms = [told, bare, encodeURIComponent(bare), new URLSearchParams({ bare }).toString()];
    const packed = forms.map((form, at) => Buffer.from(`${"x".repeat(at)}${form}`).toString("base64"));
    response.writeHead(request.url === "/refuse" ? 403 : 200, {
      "content-type": "application/json",
      "x-echo": encodeURIComponent(told),
    });
    response.end(JSON.stringify({ forms, packed, [bare]: Buffer.from(bare).toString("hex") }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  database = await testDatabase();
  executor = startExecutor({
    databaseUrl: database.url,
    env: { ORRERY_KEY, ORRERY_ALLOW_PRIVATE_HOSTS: host },
    news,
  });
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

const asking = (auth: string, path = "/", address = host) =>
  graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      {
        id: "ask",
        type: "http-request",
        config: { method: "GET", url: `http://${address}${path}`, auth, responseType: "json" },
      },
      { id: "end", type: "output", config: { value: "{{ ask }}" } },
    ],
    ["start -> ask", "ask -> end"],
  );

const isOver = (log: readonly { readonly type: string }[]) =>
  log.some(({ type }) => ["run.succeeded", "run.failed", "run.cancelled"].includes(type));

/** Every row of every table, as text. */
async function wholeDatabase(): Promise<string> {
  const { pool } = publisher.store;
  const tables = await pool.query<{ name: string }>(
    "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  const dumps: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await pool.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${name} t`);
    dumps.push(...rows.rows.map(({ row }) => row));
  }
  return dumps.join("\n");
}

test("what a step sent is nowhere to be found afterwards, whatever the other side does with it", async () => {
  const shapes = fc.record({
    kind: fc.constantFrom("bearer", "header", "basic"),
    value: fc
      .string({ unit: fc.constantFrom(..."abcXYZ0189+/=&%\"'\\ -_.~ä"), minLength: 12, maxLength: 40 })
      .map((text) => `k${text}k`),
    path: fc.constantFrom("/", "/refuse"),
  });
  let count = 0;
  await fc.assert(
    fc.asyncProperty(shapes, async ({ kind, value, path }) => {
      // A header carries no letter beyond ASCII.
      const canary = kind === "basic" ? value : value.replaceAll("ä", "a");
      count += 1;
      const handle = `canary-${count}`;
      const { id } = await createCredential({
        ctx: publisher.ctx,
        input: { handle, kind, hosts: [host], name: "X-Key", user: "ada", value: canary },
      });
      const runId = await publisher.start(asking(handle, path), {});
      const log = await publisher.until(runId, isOver);
      const sent = seen.at(-1);
      expect(kind === "header" ? sent?.key : sent?.authorization).toBe(
        kind === "header"
          ? canary
          : kind === "bearer"
            ? `Bearer ${canary}`
            : `Basic ${Buffer.from(`ada:${canary}`).toString("base64")}`,
      );
      const kept = `${await wholeDatabase()}\n${JSON.stringify(log)}\n${JSON.stringify(said)}`;
      const base64 = Buffer.from(canary).toString("base64").slice(0, -4);
      for (const form of [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary), base64]) {
        expect(kept.includes(form)).toBe(false);
      }
      expect(kept).toContain("[hidden]");
      await removeCredential({ ctx: publisher.ctx, input: { id } });
    }),
    { numRuns: 12 },
  );
});

test("a credential goes to its hosts only, and what does not exist starts no run", async () => {
  const { ctx } = publisher;
  await createCredential({
    ctx,
    input: { handle: "elsewhere", kind: "bearer", hosts: ["example.org"], value: "some-secret-token" },
  });
  await createCredential({
    ctx,
    input: { handle: "provider", kind: "model", hosts: [host], value: "some-provider-key" },
  });
  const codes = (handle: string) =>
    publisher.start(asking(handle), {}).then(
      () => [],
      (error: { readonly diagnostics: readonly { readonly code: string; readonly field?: string }[] }) =>
        error.diagnostics.map(({ code, field }) => `${code} ${field}`),
    );
  expect(await codes("elsewhere")).toEqual(["ORR_CREDENTIAL_HOST auth"]);
  expect(await codes("provider")).toEqual(["ORR_CREDENTIAL_KIND auth"]);
  expect(await codes("nobody")).toEqual(["ORR_CREDENTIAL_UNKNOWN auth"]);

  // Where only the run knows the address, the run refuses.
  const before = seen.length;
  const runId = await publisher.start(asking("elsewhere", "/", "{{ '127.0.0.1' }}:1"), {});
  const log = await publisher.until(runId, isOver);
  expect(log.find(({ type }) => type === "step.failed")).toMatchObject({ error: { code: "CREDENTIAL_HOST" } });
  expect(seen.length).toBe(before);
});
