import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { RunEvent } from "@orrery/engine";
import { type Graph, type Json, type JsonObject, parseGraph } from "@orrery/graph";
import { answerWait } from "@orrery/services";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";
import {
  scriptedModel,
  type TemplateExample,
  templateExample,
  toldBy,
  valuesNamedIn,
  writeExample,
} from "./testing/template-example.ts";
import { openTemplateWorld } from "./testing/template-world.ts";

/**
 * Every template of the gallery from start to end on its sample. Those that work offline run on an executor without a model
 * that may reach nothing on this machine; the others on one whose model and hosts are one real local server. Each goes the
 * way of the example that its preview replays; `pnpm record:examples` records them anew.
 */

interface About {
  readonly id: string;
  readonly needs: readonly string[];
  readonly hosts: readonly string[];
  readonly sampleInput: Json;
}

const folder = resolve(import.meta.dirname, "../../studio/src/templates");
const abouts: readonly About[] = readdirSync(folder)
  .filter((name) => name.endsWith(".about.json"))
  .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
const offline = abouts.filter(({ needs }) => needs.includes("offline"));
const online = abouts.filter(({ needs }) => !needs.includes("offline"));

const text = expect.any(String);
const some = expect.stringMatching(/\S/);

const isRecording = process.env.ORRERY_RECORD_EXAMPLES === "1";

/** What the run of a template's sample gives. A template without an entry here fails. */
const outputs: Readonly<Record<string, unknown>> = {
  "changelog-digest": { digest: some, versions: expect.arrayContaining([{ version: some, summary: some }]) },
  "chat-with-memory": some,
  "competitor-watch": { changed: true, title: "Prices", report: some, kept: expect.any(Number) },
  "debate-and-vote": { decision: "yes", agreement: "100 %", debate: some, said: expect.any(Array) },
  "deep-research": { report: some, holds: true, because: some, findings: [{ part: some, finding: some }] },
  "document-questions": { answer: expect.stringContaining("five days"), passages: expect.any(Array) },
  "email-triage": { piles: expect.any(Array), not_read: 0 },
  "fan-out-budget": { count: 5, moods: expect.any(Array), reviews: expect.any(Array) },
  "fetch-and-reshape": { ok: true, name: "undici", version: "8.1.0", about: "HTTP", needs: [] },
  "incident-runbook": { severity: "critical", message: expect.stringContaining("promote the replica") },
  "invoice-approval": { paid: true, invoice: expect.objectContaining({ total: 1158.5 }), record: some },
  "knowledge-builder": { documents: expect.any(Array), found: expect.any(Array) },
  "lead-enrichment": { leads: expect.any(Array), good: 2 },
  "meeting-follow-up": { mail: expect.stringContaining("what we agreed"), tasks: expect.any(Array) },
  "order-saga": { shipped: "A-1001", reserved: some, charged: some, credit_left: 320 },
  "pull-request-review": { review: some, secrets_masked: 0 },
  "reply-with-approval": { send: true, reply: some, by: some },
  "self-correcting-writer": { text: some, score: 5, rounds: 1, passed: true },
  "sql-question": {
    asked: "by_country",
    rows: [
      { name: "UK", revenue: 360 },
      { name: "US", revenue: 310 },
      { name: "FI", revenue: 80 },
    ],
  },
  "supervisor-specialists": { text: some, board: expect.any(Array), turns: expect.any(Number) },
  "support-routing": { desk: "billing", because: some, reply: expect.stringContaining("billing desk") },
  "ticket-triage": {
    first: expect.any(Array),
    next: expect.any(Array),
    later: expect.any(Array),
    ratings: expect.any(Array),
  },
  "webhook-answer": { id: "t-81", desk: "billing", because: text },
};

test("each template has an output to be held against", () => {
  expect(abouts.map(({ id }) => id).sort()).toEqual(Object.keys(outputs).sort());
});

interface Ran {
  readonly log: readonly RunEvent[];
  readonly values: ReadonlyMap<string, Json>;
  readonly output: Json;
}

/** Holds a run against the example of its template, or makes it the example. */
function expectExample({ id, hosts }: About, { log, values }: Ran, host = ""): void {
  const file = join(folder, `${id}.example.json`);
  const fresh = templateExample({ log, values, host, hosts });
  if (isRecording) writeFileSync(file, writeExample(fresh));
  const kept: TemplateExample = JSON.parse(readFileSync(file, "utf8"));
  expect({ ...toldBy(fresh), scripted: fresh.scripted }).toEqual({ ...toldBy(kept), scripted: kept.scripted });
}

function open(more: () => Promise<{ readonly env: Readonly<Record<string, string>>; close(): void }>) {
  let database: TestDatabase;
  let executor: RunningExecutor;
  let publisher: Publisher;
  let world: Awaited<ReturnType<typeof more>>;
  const { said, news } = collectNews();
  beforeAll(async () => {
    [database, world] = await Promise.all([testDatabase(), more()]);
    executor = startExecutor({ databaseUrl: database.url, env: world.env, news });
    publisher = openPublisher(database.url);
    await executor.ready;
  });
  afterAll(async () => {
    await executor.stop();
    await publisher.close();
    await database.drop();
    world.close();
    expect(said).toEqual([]);
  });

  /** Runs a template, saying yes to whatever it asks a person. Its last event, and its output. */
  return async function run(graph: Graph, input: Json): Promise<Ran> {
    const runId = await publisher.start(graph, input);
    const answered = new Set<string>();
    const log = await publisher.until(runId, (events) => {
      for (const event of events) {
        if (event.type !== "step.waiting" || answered.has(event.stepKey)) continue;
        answered.add(event.stepKey);
        void answerWait({ ctx: publisher.ctx, input: { runId, stepKey: event.stepKey, approved: true } });
      }
      return events.some(({ type }) => /^run\.(succeeded|failed|cancelled)$/.test(type));
    });
    const end = log.findLast((event) => event.type === "run.succeeded");
    const kept = end?.type === "run.succeeded" ? end.output : null;
    const values = await publisher.store.values.readMany(runId, valuesNamedIn(log));
    return { log, values, output: kept === null ? null : (values.get(kept.id) ?? null) };
  };
}

function readGraph(id: string, change: (json: string) => string = (json) => json): Graph {
  const parsed = parseGraph(JSON.parse(change(readFileSync(join(folder, `${id}.graph.json`), "utf8"))));
  if (!parsed.ok) throw new Error(`${id} is broken`);
  return parsed.graph;
}

describe("with no model and no network", () => {
  const run = open(async () => ({ env: {}, close: () => undefined }));

  test.concurrent.each(offline.map((about) => [about.id, about] as const))("%s", async (id, about) => {
    const ran = await run(readGraph(id), about.sampleInput);
    expect({ end: ran.log.at(-1), output: ran.output }).toEqual({
      end: expect.objectContaining({ type: "run.succeeded" }),
      output: outputs[id],
    });
    expectExample(about, ran);
  });

  test.concurrent("an order that fails takes back what was done, the last first", async () => {
    const sample = { order: "A-1002", item: "Brass orrery", price: 180, credit: 100 };
    const { log } = await run(readGraph("order-saga"), sample);
    const done = log.flatMap((event) => (event.type === "step.succeeded" ? [event.stepKey] : []));
    expect(log.at(-1)?.type).toBe("run.failed");
    expect(done.slice(-2)).toEqual([expect.stringContaining("refund"), expect.stringContaining("release")]);
  });

  test.concurrent("a call that is not well formed is told so", async () => {
    const sample: JsonObject = { body: { id: 7 }, headers: {}, query: {} };
    expect((await run(readGraph("webhook-answer"), sample)).output).toEqual({ error: some });
  });
});

describe("with a model and hosts", () => {
  let host = "";
  const run = open(async () => {
    const world = await openTemplateWorld();
    host = world.host;
    const env = {
      ORRERY_MODEL_BASE_URL: `http://${host}/v1`,
      ORRERY_MODEL_NAME: scriptedModel,
      ORRERY_ALLOW_PRIVATE_HOSTS: host,
    };
    return { env, close: () => world.close() };
  });

  test.concurrent.each(online.map((about) => [about.id, about] as const))("%s", async (id, about) => {
    const { hosts, sampleInput } = about;
    /** The hosts of a template are those of this machine here; nothing else of it is changed. */
    const local = (json: string) =>
      hosts
        .reduce((all, one) => all.replaceAll(`https://${one}`, `http://${host}`), json)
        .replace(`${host}/"`, `${host}/page"`);
    const ran = await run(readGraph(id, local), JSON.parse(local(JSON.stringify(sampleInput))));
    expect({ end: ran.log.at(-1), output: ran.output }).toEqual({
      end: expect.objectContaining({ type: "run.succeeded" }),
      output: outputs[id],
    });
    expectExample(about, ran, host);
  });
});
