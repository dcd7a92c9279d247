import { randomBytes } from "node:crypto";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { Json } from "@orrery/graph";
import { createCredential, parseInstanceKey } from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";
import { type Forward, forward } from "./testing/tcp-forward.ts";

let database: TestDatabase;
let shop: TestDatabase;
let door: Forward;
let executor: RunningExecutor;
let publisher: Publisher;
const { said, news } = collectNews();
const ORRERY_KEY = randomBytes(32).toString("base64url");

beforeAll(async () => {
  [database, shop] = await Promise.all([testDatabase(), testDatabase()]);
  const { port, username, password, pathname } = new URL(shop.url);
  // Both databases stand on one server, which is refused as Orrery's own: the other one is reached by another port.
  door = await forward(0, Number(port));
  executor = startExecutor({
    databaseUrl: database.url,
    env: { ORRERY_KEY, ORRERY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" },
    news,
  });
  publisher = openPublisher(database.url, parseInstanceKey(ORRERY_KEY, "the test"));
  await executor.ready;
  const given = { user: username, database: pathname.slice(1), security: "none", value: decodeURIComponent(password) };
  for (const [handle, host] of [
    ["shop", `127.0.0.1:${door.port}`],
    ["own", `127.0.0.1:${port}`],
  ] as const) {
    await createCredential({ ctx: publisher.ctx, input: { handle, kind: "postgres", hosts: [host], ...given } });
  }
  const visitor = openPublisher(shop.url);
  await visitor.store.pool.query(
    "CREATE TABLE orders (id int, customer text); INSERT INTO orders VALUES (1, 'ada'), (2, 'bob')",
  );
  await visitor.close();
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  door.close();
  await shop.drop();
  await database.drop();
  expect(said).toEqual([]);
});

async function asked(connection: string, customer: Json) {
  const graph = graphOf(
    [
      {
        id: "start",
        type: "input",
        config: { schema: { type: "object", properties: { customer: {} }, required: ["customer"] } },
      },
      {
        id: "orders",
        type: "sql",
        config: {
          connection,
          statement: "SELECT id FROM orders WHERE customer = $1",
          values: ["{{ start.customer }}"],
        },
      },
      { id: "end", type: "output", config: { value: "{{ orders }}" } },
    ],
    ["start -> orders", "orders -> end"],
  );
  const runId = await publisher.start(graph, { customer });
  const log = await publisher.until(runId, (events) =>
    events.some(({ type }) => /^run\.(succeeded|failed)$/.test(type)),
  );
  const end = log.at(-1);
  if (end?.type === "run.failed") return { failed: end.error.code };
  return end?.type === "run.succeeded" && end.output !== null
    ? publisher.store.values.read(runId, end.output.id)
    : null;
}

test("a run asks a database by credential, with a value that no statement can be made of", async () => {
  expect(await asked("shop", "ada")).toEqual({ rows: [{ id: 1 }], columns: ["id"], rowCount: 1 });
  expect(await asked("shop", "' OR true --")).toEqual({ rows: [], columns: ["id"], rowCount: 0 });
});

test("Orrery's own database is refused, though its host is allowed and the password is right", async () => {
  expect(await asked("own", "ada")).toEqual({ failed: "EGRESS_DENIED" });
});
