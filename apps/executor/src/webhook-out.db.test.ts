import { randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { createCredential, parseInstanceKey } from "@orrery/services";
import { Webhook } from "standardwebhooks";
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
const calls: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
const { said, news } = collectNews();
const ORRERY_KEY = randomBytes(32).toString("base64url");
const secret = `whsec_${randomBytes(32).toString("base64")}`;

beforeAll(async () => {
  // A receiver that has no time at first, and then takes only what is rightly signed.
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    calls.push({ headers: request.headers, body });
    if (calls.length === 1) return response.writeHead(429, { "retry-after": "0" }).end();
    try {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      new Webhook(secret).verify(body, headers);
      response.writeHead(202).end();
    } catch {
      response.writeHead(401).end();
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, env: { ORRERY_KEY, ORRERY_ALLOW_PRIVATE_HOSTS: host }, news });
  publisher = openPublisher(database.url, parseInstanceKey(ORRERY_KEY, "the test"));
  await executor.ready;
  await createCredential({
    ctx: publisher.ctx,
    input: { handle: "orders", kind: "signing", hosts: [host], value: secret },
  });
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  server.closeAllConnections();
  server.close();
  expect(said).toEqual([]);
});

test("a webhook is refused once for lack of time, comes again under the same id, and its receiver verifies it", async () => {
  const graph = graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: { n: { type: "number" } } } } },
      {
        id: "tell",
        type: "webhook-out",
        config: {
          url: `http://${host}/in`,
          signing: "orders",
          payload: { type: "order.paid", data: { n: "{{ default(start.n, 0) }}" } },
        },
        policy: { retry: { maxAttempts: 3, initialMs: 1, jitter: false } },
      },
      { id: "end", type: "output", config: { value: "{{ tell }}" } },
    ],
    ["start -> tell", "tell -> end"],
  );
  const runId = await publisher.start(graph, { n: 7 });
  const log = await publisher.until(runId, (events) =>
    events.some(({ type }) => /^run\.(succeeded|failed)$/.test(type)),
  );
  expect(log.filter(({ type }) => type === "step.retrying")).toHaveLength(1);
  expect(calls.map(({ body }) => body)).toEqual(Array(2).fill('{"type":"order.paid","data":{"n":7}}'));
  const ids = calls.map(({ headers }) => headers["webhook-id"]);
  expect(new Set(ids).size).toBe(1);
  const end = log.find((event) => event.type === "run.succeeded");
  const output = end?.type === "run.succeeded" && end.output !== null ? end.output.id : "";
  expect(await publisher.store.values.read(runId, output)).toEqual({ id: ids[0], status: 202 });
});
