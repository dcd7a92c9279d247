import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { type ForeignReport, readForeign } from "@orrery/foreign";
import { readSample, sampleNames } from "@orrery/foreign/testing";
import type { Graph, Json } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile } from "@orrery/plan";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";
import { scriptedModel } from "./testing/template-example.ts";
import { openTemplateWorld, type TemplateWorld } from "./testing/template-world.ts";

/**
 * The sample files of other tools, imported as the studio imports them: those that need nothing more run from start to end
 * with the model of a local server, and of the others it is known what has to be mended first.
 */
const said = "Every table can be exported from today.";

const runs: Readonly<Record<string, { readonly input: Json; readonly output: unknown }>> = {
  "dify/translate.yml": {
    input: { text: "Guten Tag", language: "French" },
    output: { letter: `${said}\n\nFrom: Guten Tag` },
  },
  "dify/count-in-loop.yml": { input: { limit: 4 }, output: { num: 4 } },
  "flowise/answer-question.json": { input: { text: "What is new?" }, output: said },
  "flowise/iterate-cities.json": { input: { text: "go" }, output: ["The city is Bern.", "The city is Oslo."] },
  "langflow/basic-prompting.json": { input: { text: "Hello" }, output: said },
  "langflow/prompt-chain.json": { input: { text: "gears" }, output: `${said}\n That is all.` },
  "n8n/summarise-items.json": { input: {}, output: { count: 2 } },
  "n8n/order-webhook.json": {
    input: { body: { customer: { name: "Ada" }, country: "DE", items: [{ price: 60 }] }, headers: {}, query: {} },
    output: null,
  },
};

/** What the compiler says of the others: the codes, and where. */
const mending: Readonly<Record<string, readonly string[]>> = {
  "dify/check-orders.yml": ["ORR_PLACEHOLDER sum_in_python"],
  "dify/support-chat.yml": ["ORR_EXPR_SYNTAX answer", "ORR_PLACEHOLDER open_a_ticket"],
  "flowise/approve-reply.json": ["ORR_PLACEHOLDER once_more", "ORR_PLACEHOLDER send_mail"],
  "flowise/route-intent.json": ["ORR_EXPR_SYNTAX answer", "ORR_FIELD_EMPTY hand_over", "ORR_PLACEHOLDER handbook"],
  "langflow/agent-with-tools.json": ["ORR_PLACEHOLDER calculator"],
  "langflow/route-and-extract.json": ["ORR_PLACEHOLDER astra_db"],
  "n8n/chat-agent.json": ["ORR_PLACEHOLDER calculator"],
  "n8n/nightly-leads.json": [
    "ORR_EXPR_SYNTAX get_leads",
    "ORR_FIELD_EMPTY send_email",
    "ORR_PLACEHOLDER hubspot",
    "ORR_PLACEHOLDER stop",
  ],
};

let database: TestDatabase;
let world: TemplateWorld;
let executor: RunningExecutor;
let publisher: Publisher;
const { said: trouble, news } = collectNews();

beforeAll(async () => {
  [database, world] = await Promise.all([testDatabase(), openTemplateWorld()]);
  const env = {
    ORRERY_MODEL_BASE_URL: `http://${world.host}/v1`,
    ORRERY_MODEL_NAME: scriptedModel,
    ORRERY_ALLOW_PRIVATE_HOSTS: world.host,
  };
  executor = startExecutor({ databaseUrl: database.url, env, news });
  publisher = openPublisher(database.url);
  await executor.ready;
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  world.close();
  expect(trouble).toEqual([]);
});

function imported(name: string): { readonly graph: Graph; readonly report: ForeignReport } {
  const read = readForeign(readSample(name));
  if (read.kind !== "read") throw new Error(`${name} was not read: ${JSON.stringify(read)}`);
  return read;
}

test("every sample is run, or known to need mending", () => {
  expect([...Object.keys(runs), ...Object.keys(mending)].toSorted()).toEqual(sampleNames);
});

describe("what needs nothing more runs", () => {
  test.each(Object.entries(runs))("%s", async (name, { input, output }) => {
    const id = await publisher.start(imported(name).graph, input);
    const log = await publisher.until(id, (events) =>
      events.some(({ type }) => /^run\.(?:succeeded|failed|cancelled)$/.test(type)),
    );
    const end = log.at(-1);
    expect(end).toMatchObject({ type: "run.succeeded" });
    const ref = end?.type === "run.succeeded" ? end.output : null;
    const value = ref === null ? null : (await publisher.store.values.readMany(id, [ref.id])).get(ref.id);
    expect(value).toEqual(output);
  });
});

test.each(Object.entries(mending))("%s says what has to be mended first", (name, expected) => {
  const { diagnostics } = compile(imported(name).graph, { catalog, interfaces: { get: () => undefined } });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ code, nodeId }) => `${code} ${nodeId}`).toSorted()).toEqual(expected);
});
