import type { AppendRequest } from "@orrery/ports";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/index.ts";
import { appendStatement } from "./append-statement.ts";

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const request = (more: Partial<AppendRequest> = {}): AppendRequest => ({
  runId: uuidv7(),
  epoch: 1,
  lastSeq: 0,
  events: [],
  values: [],
  handled: new Map(),
  row: { status: "running", waits: 0, outputValueId: null, errorCode: null, startedAt: 1, endedAt: null },
  ...more,
});

const ended = {
  status: "succeeded",
  waits: 0,
  outputValueId: null,
  errorCode: null,
  startedAt: 1,
  endedAt: 2,
} as const;
const answered = { handled: new Map([[uuidv7(), 1]]) };
const withOutbox = { outbox: { starts: [], cancels: [], end: null } };
const withMemory = {
  outbox: {
    ...withOutbox.outbox,
    memory: [{ stepKey: "a", at: 1, write: { do: "note-read", ids: [uuidv7()] } }],
  },
} satisfies Partial<AppendRequest>;

const nobody: ReadonlySet<string> = new Set();
const event = { type: "step.succeeded", at: 1, stepKey: "a", attempt: 1, output: { id: uuidv7(), bytes: 2 } } as const;
const value = { id: uuidv7(), kind: "json", json: "{}", labels: { i: "U", c: [] } } as const;
const ones = [1, 2].flatMap((events) =>
  [0, 1, 2].map((values) =>
    request({
      events: Array.from({ length: events }, () => event),
      values: Array.from({ length: values }, () => value),
    }),
  ),
);

/** What the statement reads from end to end, by the plan that is kept for any number of rows. */
async function readWhole(batch: readonly AppendRequest[]): Promise<readonly string[]> {
  const { text } = appendStatement(batch, nobody);
  const plan = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
  return plan.rows.flatMap((row) => /Seq Scan on (run\w*)/.exec(row["QUERY PLAN"])?.[1] ?? []);
}

test("a plan that is made while the tables are empty does not read them whole when they are large", async () => {
  const [version] = (await client.query<{ n: number }>("SELECT current_setting('server_version_num')::int AS n")).rows;
  // Before 16 there is no way to be shown that plan.
  if ((version?.n ?? 0) < 160_000) return;
  const batches = [
    [request()],
    [request(answered)],
    [request({ row: ended })],
    [request({ ...answered, row: ended })],
    ...ones.map((one) => [one]),
  ];
  expect(new Set(batches.map((batch) => appendStatement(batch, nobody).name)).size).toBe(batches.length);
  const whole: string[] = [];
  for (const batch of batches) whole.push(...(await readWhole(batch)));
  expect(whole).toEqual([]);
});

test("a statement has as many values as parameters, without a gap", async () => {
  for (const more of [
    {},
    answered,
    { row: ended },
    { ...answered, row: ended },
    withOutbox,
    { ...answered, ...withOutbox },
    withMemory,
    { ...answered, row: ended, outbox: { ...withOutbox.outbox, ...withMemory.outbox } },
    ...ones,
  ]) {
    const { text, values } = appendStatement([request(more)], nobody);
    const numbers = new Set([...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
    expect([...numbers].toSorted((a, b) => a - b)).toEqual(values.map((_, i) => i + 1));
    expect((await client.query({ text, values })).rows.filter(({ ids }) => ids != null)).toEqual([]);
  }
});

test("a small batch of one run is a statement of its own, and an end, an answer or a large value is not", () => {
  const [one] = ones;
  const nameOf = (more: Partial<AppendRequest>, told = nobody) => {
    const asked = request({ ...one, ...more });
    return appendStatement([asked], told === nobody ? told : new Set([asked.runId])).name;
  };
  const large = { ...value, json: JSON.stringify("x".repeat(2_000)) };
  expect([
    nameOf({}),
    nameOf({}, new Set()),
    nameOf({ values: [value] }),
    nameOf({ values: [large] }),
    nameOf({ row: ended }),
    nameOf(answered),
    nameOf({ outbox: { ...withOutbox.outbox, cancels: [{ runId: uuidv7(), commandId: uuidv7() }] } }),
    nameOf({ events: [event, event, event] }),
    nameOf({ events: [{ type: "run.cancelled", at: 1 }] }),
    appendStatement([request(one), request(one)], nobody).name,
  ]).toEqual([
    "append-one-1-0",
    "append-one-1-0-told",
    "append-one-1-1",
    "append-events",
    "append-events-shows",
    "append-events-answers",
    "append-events-rest",
    "append-events",
    "append-events-shows",
    "append-events",
  ]);
});
