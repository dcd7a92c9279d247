import type { Server } from "node:http";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { Json } from "@orrery/graph";
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

/** Publishes a hook whose answer comes from `config`, before a step that waits for a person. */
async function hookThatGoesOn(config: { readonly [name: string]: Json }) {
  const graph = graphOf(
    [
      { id: "hook", type: "webhook", config: { answer: "output" } },
      { id: "which", type: "branch", config: { when: "{{ hook.body.early }}" } },
      { id: "accept", type: "respond", config },
      { id: "ask", type: "approval", config: { title: "Go on?" } },
      { id: "end", type: "output", config: { value: "{{ hook.body }}" } },
    ],
    ["hook -> which", "which.true -> accept", "accept -> ask", "which.false -> end"],
  );
  const { id, triggers } = await publisher.publish(graph);
  const path = triggers[0]?.path ?? "";
  return {
    workflowId: id,
    async call(body: Json, options: { readonly server?: number; readonly key?: string } = {}) {
      const address = servers[options.server ?? 0]?.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(options.key && { "idempotency-key": options.key }) },
        body: JSON.stringify(body),
        redirect: "manual",
      });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
  };
}

test("the caller is answered while the run goes on and waits for a person; what it was told is in the log", async () => {
  const { call, workflowId } = await hookThatGoesOn({
    status: 202,
    body: { order: "{{ hook.body.id }}" },
    headers: { "X-Queue": "orders", "retry-after": 5 },
  });
  const { status, headers, text } = await call({ early: true, id: 7 });
  expect([status, text]).toEqual([202, '{"order":7}']);
  expect(Object.fromEntries(headers)).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "x-queue": "orders",
    "retry-after": "5",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  });
  const runId = headers.get("orrery-run-id") ?? "";
  expect((await publisher.runsOf(workflowId)).map((run) => run.id)).toEqual([runId]);
  const log = await publisher.until(runId, (events) => events.some(({ type }) => type === "step.waiting"));
  expect(log.some((event) => event.type === "step.succeeded" && event.stepKey === "accept")).toBe(true);
});

test("text, nothing, and an address elsewhere go out as they are", async () => {
  const page = await hookThatGoesOn({ body: "<b>hi</b>", headers: { "content-type": "text/html" } });
  const html = await page.call({ early: true });
  expect([html.status, html.text, html.headers.get("content-type")]).toEqual([200, "<b>hi</b>", "text/html"]);
  expect(html.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  const nothing = await (await hookThatGoesOn({ status: 204 })).call({ early: true });
  expect([nothing.status, nothing.text, nothing.headers.get("content-type")]).toEqual([204, "", null]);
  const elsewhere = await hookThatGoesOn({ status: 303, headers: { location: "https://example.org/done" } });
  const away = await elsewhere.call({ early: true });
  expect([away.status, away.headers.get("location")]).toEqual([303, "https://example.org/done"]);
});

test("a run that does not come to it answers with its output", async () => {
  const { call } = await hookThatGoesOn({ status: 202 });
  const answer = await call({ early: false, id: 8 });
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { early: false, id: 8 }]);
});

test("a call that comes again, on whichever executor, is answered the same by the same run", async () => {
  const { call, workflowId } = await hookThatGoesOn({ status: 202, body: "{{ hook.body.id }}" });
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, id) => call({ early: true, id }, { server: id % 2, key: "order-7" })),
  );
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(await publisher.runsOf(workflowId)).toHaveLength(1);
});
