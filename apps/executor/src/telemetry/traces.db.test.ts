import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { formatTraceparent, runSpanIdOf } from "@orrery/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startExecutor } from "../start-executor.ts";
import { type GraphRuns, graphOf, openGraphRuns } from "../testing/graph-runs.ts";
import { collectNews } from "../testing/quiet-news.ts";
import type { Span } from "./span.ts";
import { SpansRefused, type TraceSink } from "./trace-sink.ts";

let database: TestDatabase;
let runs: GraphRuns;
const patience = { timeout: 120_000, interval: 50 };

beforeAll(async () => {
  database = await testDatabase();
  runs = openGraphRuns(database.url);
});
afterAll(async () => {
  await runs.close();
  await database.drop();
});

const graph = graphOf(
  [
    {
      id: "start",
      type: "input",
      config: { schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] } },
    },
    { id: "brief", type: "prompt", config: { model: "default", prompt: "Summarise: {{ start.text }}" } },
    { id: "end", type: "output", config: { value: "{{ brief.text }}" } },
  ],
  ["start -> brief", "brief -> end"],
);

/** An executor that exports to a sink of the test's. */
function exporting(sink: Pick<TraceSink, "send">, env: Readonly<Record<string, string>> = {}) {
  const { said, news } = collectNews();
  const executor = startExecutor({
    databaseUrl: database.url,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:1", ...env },
    news,
    traceSink: { ...sink, close: () => Promise.resolve() },
  });
  return { executor, said };
}

/** The search for new runs begins when it first runs: what was there before is not exported. */
async function begun(): Promise<void> {
  await expect.poll(async () => (await runs.store.pool.query("SELECT FROM trace_cursor")).rowCount, patience).toBe(1);
}

const left = async () => (await runs.store.pool.query("SELECT FROM run_trace WHERE next_at IS NOT NULL")).rowCount;

test("spans are sent again with the same ids where the sink did not take them; what it refuses for good is told and left", async () => {
  const taken: Span[] = [];
  const tries: string[][] = [];
  const { executor, said } = exporting({
    send: (spans) => {
      tries.push(spans.map(({ spanId }) => spanId));
      if (tries.length === 1) return Promise.reject(new Error("away"));
      if (tries.length === 2) return Promise.reject(new SpansRefused("no"));
      taken.push(...spans);
      return Promise.resolve();
    },
  });
  try {
    await executor.ready;
    await begun();
    const [first = ""] = await runs.start(graph, [{ text: "canary@example.org" }]);
    await expect.poll(() => tries.length, patience).toBe(2);
    expect(tries[0]).toEqual(tries[1]);
    const [second = ""] = await runs.start(graph, [{ text: "canary@example.org" }]);
    await expect.poll(() => taken.map(({ spanId }) => spanId), patience).toContain(runSpanIdOf(second));
    expect(taken.map(({ spanId }) => spanId)).not.toContain(runSpanIdOf(first));
    await expect.poll(left, patience).toBe(0);
    expect(JSON.stringify(taken)).not.toContain("canary");
    expect(said.filter((line) => /collector/.test(line))).toEqual([
      "Spans could not be sent to the collector, trying again Error: away",
      "The collector refused 4 spans for good SpansRefused: no",
    ]);
    const text = await executor.metrics.text();
    for (const line of [
      'orrery_runs_ended_total{status="succeeded"} 2',
      'orrery_steps_total{type="prompt",outcome="succeeded"} 2',
      'orrery_trace_spans_total{outcome="refused"} 4',
      'orrery_trace_spans_total{outcome="sent"} 4',
      "orrery_fleet_database_up 1",
      'orrery_fleet_executors{state="ready"} 1',
    ]) {
      expect(text).toContain(line);
    }
    expect(text).not.toContain("canary");
    expect(text).not.toContain(first);
  } finally {
    await executor.stop();
  }
});

test("a run that waits is exported as far as it has come, and its end later; content goes out only where it is asked for", async () => {
  const taken: Span[] = [];
  const { executor } = exporting({ send: async (spans) => void taken.push(...spans) }, { ORRERY_OTEL_CONTENT: "true" });
  try {
    await executor.ready;
    const waiting = graphOf(
      [
        {
          id: "start",
          type: "input",
          config: { schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] } },
        },
        { id: "ok", type: "approval", config: { title: "Go on?" } },
        { id: "end", type: "output", config: { value: "done" } },
      ],
      ["start -> ok", "ok.approved -> end"],
    );
    const [runId = ""] = await runs.start(waiting, [{ text: "ask canary@example.org about it" }]);
    const names = () => taken.filter(({ attributes }) => attributes["orrery.run.id"] === runId).map(({ name }) => name);
    await expect.poll(names, patience).toEqual(["step start"]);
    await runs.answer(runId, "ok", { approved: true, values: {}, note: "" });
    await expect
      .poll(async () => [...names()].sort(), patience)
      .toEqual(["invoke_workflow test", "step end", "step ok", "step start"]);
    const begin = taken.find(({ name }) => name === "step start");
    expect(begin?.attributes["orrery.step.output"]).toBe('{"text":"ask [e-mail] about it"}');
  } finally {
    await executor.stop();
  }
});

test("a caller's trace goes on in its run, unless it is not recorded", async () => {
  const taken: Span[] = [];
  const { executor } = exporting({ send: async (spans) => void taken.push(...spans) });
  try {
    await executor.ready;
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    const caller = { traceId, spanId: "00f067aa0ba902b7" };
    const [silent = "", told = ""] = await runs.start(graph, [{ text: "a" }, { text: "b" }], (i) =>
      formatTraceparent({ ...caller, isSampled: i === 1 }),
    );
    await expect.poll(() => taken.map(({ spanId }) => spanId), patience).toContain(runSpanIdOf(told));
    await expect.poll(left, patience).toBe(0);
    const root = taken.find(({ spanId }) => spanId === runSpanIdOf(told));
    expect(root).toMatchObject({ traceId, parent: { spanId: caller.spanId, isRemote: true }, kind: "server" });
    expect(taken.map(({ spanId }) => spanId)).not.toContain(runSpanIdOf(silent));
  } finally {
    await executor.stop();
  }
});
