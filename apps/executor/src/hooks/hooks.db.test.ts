import { request as httpRequest, type Server } from "node:http";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { Graph } from "@orrery/graph";
import { changeTrigger } from "@orrery/services";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHttpServer } from "../http-server.ts";
import { type RunningExecutor, startExecutor } from "../start-executor.ts";
import { graphOf } from "../testing/graph-runs.ts";
import { openPublisher, type Publisher } from "../testing/open-publisher.ts";
import { collectNews } from "../testing/quiet-news.ts";

let database: TestDatabase;
let executors: RunningExecutor[];
let servers: Server[];
let publisher: Publisher;
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  executors = [1, 2].map(() => startExecutor({ databaseUrl: database.url, env: {}, news }));
  await Promise.all(executors.map(({ ready }) => ready));
  servers = await Promise.all(executors.map((executor) => startHttpServer(executor, 0)));
  publisher = openPublisher(database.url);
});
afterAll(async () => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  await Promise.all(executors.map((executor) => executor.stop()));
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

function call(
  path: string,
  options: { method?: string; body?: string | Buffer; headers?: Record<string, string>; server?: number } = {},
): Promise<Answer> {
  const address = servers[options.server ?? 0]?.address();
  if (address === null || typeof address !== "object") throw new Error("no server");
  const headers = { "content-type": "application/json", ...options.headers };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      { host: "127.0.0.1", port: address.port, path, method: options.method ?? "POST", headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: text === "" ? null : JSON.parse(text),
          });
        });
      },
    );
    sent.on("error", reject);
    sent.end(options.body);
  });
}

const hooked = (config: object, value = "{{ hook }}"): Graph =>
  graphOf(
    [
      { id: "hook", type: "webhook", config: JSON.parse(JSON.stringify(config)) },
      { id: "end", type: "output", config: { value } },
    ],
    ["hook -> end"],
  );

async function hook(config: object, value?: string) {
  const { id, triggers } = await publisher.publish(hooked(config, value));
  const [trigger] = triggers;
  if (trigger === undefined || trigger.path === null) throw new Error("no trigger");
  return { workflowId: id, path: trigger.path, id: trigger.id, key: trigger.signingKey ?? "" };
}

const refusal = (code: string) => ({ error: { code, message: expect.any(String) } });

test("a call becomes a run of the published version, and its output is the answer", async () => {
  const { path, workflowId } = await hook({ answer: "output" });
  const answer = await call(`${path}?q=1&__proto__=2`, {
    body: JSON.stringify({ order: 7, nodes: [{ id: "x", type: "http-request" }] }),
    headers: {
      cookie: "session=1",
      authorization: "Bearer 2",
      "x-source": "shop",
      "x-api-key": "3",
      "user-agent": "test",
    },
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    body: { order: 7, nodes: [{ id: "x", type: "http-request" }] },
    headers: { "content-type": "application/json", "user-agent": "test", "x-source": "shop" },
    query: { q: "1" },
  });
  const [run] = await publisher.runsOf(workflowId);
  expect({ id: run?.id, status: run?.status }).toEqual({ id: answer.headers["orrery-run-id"], status: "succeeded" });
  const { rows } = await publisher.store.pool.query(
    `SELECT r.version, r.started_by, c.kind, v.labels FROM run r JOIN run_command c ON c.run_id = r.id
     JOIN run_value v ON v.run_id = r.id AND v.id = (c.payload->'input'->>'id')::uuid WHERE r.id = $1`,
    [run?.id],
  );
  expect(rows).toEqual([{ version: 1, started_by: "trigger:hook", kind: "start", labels: { i: "U", c: [] } }]);
});

test("an answer at once says which run it is", async () => {
  const { path } = await hook({ answer: "now" });
  const answer = await call(path, { body: "{}" });
  expect(answer).toMatchObject({ status: 202, body: { runId: expect.any(String) } });
});

test("a run that fails says so, and nothing of what it held", async () => {
  const { path } = await hook({ answer: "output" }, "{{ [1][hook.body.n] }}");
  const answer = await call(path, { body: '{"n":9}' });
  expect(answer.status).toBe(500);
  expect(answer.body).toEqual(refusal("RUN_FAILED"));
});

test.each<[string, Parameters<typeof call>[1], number, string]>([
  ["another method", { method: "GET" }, 405, "METHOD"],
  [
    "another type",
    { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
    "CONTENT_TYPE",
  ],
  ["no JSON", { body: "{" }, 400, "BODY_NOT_JSON"],
  ["a key that reaches a prototype", { body: '{"a":{"__proto__":{"b":1}}}' }, 400, "ORR_FORBIDDEN_KEY"],
  ["too deep", { body: "[".repeat(200_000) + "]".repeat(200_000) }, 400, "ORR_TOO_DEEP"],
  ["too large", { body: JSON.stringify("x".repeat(1024 * 1024)) }, 413, "TOO_LARGE"],
  ["in other signs", { body: "{}", headers: { "content-type": "application/json; charset=utf-16" } }, 415, "CHARSET"],
  ["packed", { body: "x", headers: { "content-encoding": "gzip" } }, 415, "CONTENT_ENCODING"],
  ["an endless key", { body: "{}", headers: { "idempotency-key": "k".repeat(201) } }, 400, "IDEMPOTENCY_KEY"],
])("%s is refused, and starts nothing", async (_what, options, status, code) => {
  const { path, workflowId } = await hook({});
  const answer = await call(path, options);
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body: refusal(code) });
  expect(await publisher.runsOf(workflowId)).toEqual([]);
});

test("an address that nobody has, was renewed or switched off is not there, on every executor", async () => {
  const { path, id } = await hook({});
  for (const server of [0, 1]) expect((await call(path, { body: "{}", server })).status).toBe(202);
  expect(await call(`/hooks/${"A".repeat(43)}`)).toMatchObject({ status: 404, body: refusal("NOT_FOUND") });
  expect((await call("/hooks/../healthz")).status).toBe(404);
  await changeTrigger({ ctx: publisher.ctx, input: { id, enabled: false } });
  const status = async (server: number) => (await call(path, { body: "{}", server })).status;
  await expect.poll(() => status(0)).toBe(404);
  await expect.poll(() => status(1)).toBe(404);
  await changeTrigger({ ctx: publisher.ctx, input: { id, enabled: true } });
  await expect.poll(() => status(0)).toBe(202);
  await changeTrigger({ ctx: publisher.ctx, input: { id, renew: "address" } });
  await expect.poll(() => status(0)).toBe(404);
});

test("the same Idempotency-Key means the same run, also from many callers at once on two executors", async () => {
  const { path, workflowId } = await hook({ answer: "output" }, "{{ hook.body.n }}");
  const calls = Array.from({ length: 24 }, (_, n) =>
    call(path, { body: JSON.stringify({ n }), headers: { "idempotency-key": "order-7" }, server: n % 2 }),
  );
  const answers = await Promise.all(calls);
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect(new Set(answers.map(({ headers }) => headers["orrery-run-id"])).size).toBe(1);
  expect(await publisher.runsOf(workflowId)).toHaveLength(1);
  const other = await hook({ answer: "output" }, "{{ hook.body.n }}");
  await call(other.path, { body: '{"n":1}', headers: { "idempotency-key": "order-7" } });
  expect(await publisher.runsOf(other.workflowId)).toHaveLength(1);
});

test("where calls must be signed, a forged, changed, missing or old signature is refused", async () => {
  const { path, key, workflowId } = await hook({ signed: true });
  const body = '{"order":7}';
  const signed = (text: string, at = new Date(), by = key) => ({
    "webhook-id": "msg_1",
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(by).sign("msg_1", at, text),
  });
  expect((await call(path, { body, headers: signed(body) })).status).toBe(202);
  const forged = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
  const refused = [
    {},
    signed('{"order":8}'),
    signed(body, new Date(), forged),
    signed(body, new Date(Date.now() - 10 * 60_000)),
    { ...signed(body), "webhook-id": "msg_2" },
  ];
  for (const headers of refused) {
    expect(await call(path, { body, headers })).toMatchObject({ status: 401, body: refusal("SIGNATURE") });
  }
  expect(await publisher.runsOf(workflowId)).toHaveLength(1);
});

test("a signed call that is sent again is the same run, whatever unsigned key comes with it", async () => {
  const { path, key, workflowId } = await hook({ signed: true });
  const at = new Date();
  const signed = (id: string) => ({
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(key).sign(id, at, "{}"),
  });
  const send = async (headers: Record<string, string>) => (await call(path, { body: "{}", headers })).body;
  const first = await send(signed("msg_1"));
  expect(await send(signed("msg_1"))).toEqual(first);
  expect(await send({ ...signed("msg_1"), "idempotency-key": "forged" })).toEqual(first);
  const keyed = await send({ ...signed("msg_2"), "idempotency-key": "order-7" });
  expect(keyed).not.toEqual(first);
  expect(await send({ ...signed("msg_3"), "idempotency-key": "order-7" })).toEqual(keyed);
  for (const id of ["msg_2", "msg_3"]) {
    expect(await send(signed(id))).toEqual(keyed);
    expect(await send({ ...signed(id), "idempotency-key": `forged ${id}` })).toEqual(keyed);
  }
  expect(await publisher.runsOf(workflowId)).toHaveLength(2);
  expect(await call(path, { body: "{}", headers: signed("m".repeat(201)) })).toMatchObject({
    status: 400,
    body: refusal("IDEMPOTENCY_KEY"),
  });
});

test("signed calls that come again while the first is being stored are the same run, whatever other key they carry", async () => {
  const { path, key, workflowId } = await hook({ signed: true });
  const at = new Date();
  const id = "msg_racing";
  const signed = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(key).sign(id, at, "{}"),
  };
  const calls = Array.from({ length: 16 }, (_, n) =>
    call(path, {
      body: "{}",
      headers: n % 4 === 0 ? signed : { ...signed, "idempotency-key": `forged ${n}` },
      server: n % 2,
    }),
  );
  const answers = await Promise.all(calls);
  const runs = await publisher.runsOf(workflowId);
  expect(runs).toHaveLength(1);
  expect(answers).toEqual(answers.map(() => expect.objectContaining({ status: 202, body: { runId: runs[0]?.id } })));
});

test("a query is read to its end, and a body that is no UTF-8 is refused", async () => {
  const { path } = await hook({ answer: "output" }, "{{ hook.query }}");
  expect(await call(`${path}?back=http://x.example/?y=1&n=2`)).toMatchObject({
    status: 200,
    body: { back: "http://x.example/?y=1", n: "2" },
  });
  expect(await call(path, { body: Buffer.from([0x22, 0xff, 0x22]) })).toMatchObject({
    status: 400,
    body: refusal("BODY_NOT_JSON"),
  });
});

test("a run that waits is answered by its id, and goes on elsewhere", async () => {
  const { triggers, id } = await publisher.publish(
    graphOf(
      [
        { id: "hook", type: "webhook", config: { answer: "output" } },
        { id: "nap", type: "wait", config: { ms: 1_500 } },
        { id: "end", type: "output", config: { value: "{{ hook.body }}" } },
      ],
      ["hook -> nap", "nap -> end"],
    ),
  );
  const answer = await call(triggers[0]?.path ?? "", { body: "[1,2]" });
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: [1, 2] });
  expect((await publisher.runsOf(id)).map(({ status }) => status)).toEqual(["succeeded"]);
});
