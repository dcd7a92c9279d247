import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { RunEvent } from "@orrery/engine";
import type { GraphNode, Json } from "@orrery/graph";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";
import { openScriptedModel, type ScriptedModel, say } from "./testing/scripted-model.ts";

/** Prompts that are shown files which steps before them kept, on a real executor against a real server. */

// One dot each.
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const large = Buffer.concat([Buffer.from(png, "base64"), Buffer.alloc(5_000_001)]);

let database: TestDatabase;
let executor: RunningExecutor;
let publisher: Publisher;
let model: ScriptedModel;
let web: Server;
let host: string;
const { said, news } = collectNews();

beforeAll(async () => {
  web = createServer((request, response) => {
    // Not what it is: an image is told by its bytes.
    response.writeHead(200, { "content-type": "text/plain" });
    response.end(request.url === "/large" ? large : request.url === "/dot" ? Buffer.from(png, "base64") : "words");
  });
  await new Promise<void>((ready) => web.listen(0, "127.0.0.1", ready));
  host = `127.0.0.1:${(web.address() as AddressInfo).port}`;
  model = await openScriptedModel();
  database = await testDatabase();
  const env = {
    ORRERY_ALLOW_PRIVATE_HOSTS: host,
    ORRERY_MODEL_BASE_URL: `http://${model.host}/v1`,
    ORRERY_MODEL_NAME: "scripted",
  };
  executor = startExecutor({ databaseUrl: database.url, env, news });
  publisher = openPublisher(database.url);
  await executor.ready;
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  model.close();
  web.closeAllConnections();
  web.close();
  expect(said).toEqual([]);
});

type Step = Pick<GraphNode, "id" | "type" | "config" | "policy">;

const save = (path: string): Step => ({
  id: "save",
  type: "http-request",
  config: { method: "GET", url: `http://${host}${path}`, saveAs: `page${path}.txt` },
});
const write: Step = {
  id: "write",
  type: "file",
  config: { action: "write", name: "dot.bin", as: "base64", content: gif },
};
const look = (images: Json, more: Step["config"] = {}, policy: Step["policy"] = {}): Step => {
  return { id: "look", type: "prompt", config: { prompt: "What is it?", images, ...more }, policy };
};

async function run(steps: readonly Step[]) {
  const ids = ["start", ...steps.map(({ id }) => id), "end"];
  const graph = graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      ...steps,
      { id: "end", type: "output", config: { value: "{{ look.text }}" } },
    ],
    ids.slice(1).map((id, at) => `${ids[at]} -> ${id}`),
  );
  const runId = await publisher.start(graph, {});
  const log = await publisher.until(runId, (events) =>
    events.some(({ type }) => /^run\.(succeeded|failed)$/.test(type)),
  );
  return { runId, log };
}

const endOf = (log: readonly RunEvent[]) => {
  const end = log.at(-1);
  return end?.type === "run.failed" ? end.error.code : end?.type;
};

const shown = (...images: readonly (readonly [string, string])[]) => [
  ...images.map(([type, base64]) => ({ type: "image_url", image_url: { url: `data:${type};base64,${base64}` } })),
  { type: "text", text: "What is it?" },
];

test("the model is shown the files that steps kept, and nothing of them is in the run", async () => {
  model.play([say("A dot and one more.")]);
  const { runId, log } = await run([save("/dot"), write, look(["{{ save.file }}", "{{ write.file }}"])]);
  expect(endOf(log)).toBe("run.succeeded");
  expect(model.asked.map((body) => JSON.parse(body).messages)).toEqual([
    [{ role: "user", content: shown(["image/png", png], ["image/gif", gif]) }],
  ]);
  const { pool } = publisher.store;
  const tables = ["run_event", "run_value"];
  const rows = await Promise.all(
    tables.map((table) =>
      pool.query<{ row: string }>(`SELECT t::text AS row FROM ${table} t WHERE run_id = $1`, [runId]),
    ),
  );
  const kept = rows.flatMap((found) => found.rows.map(({ row }) => row)).join("\n");
  expect(kept).toContain("A dot and one more.");
  expect([kept.includes(png), kept.includes(Buffer.from(png, "base64").toString("hex"))]).toEqual([false, false]);
});

test("one expression may give one file, or a list of them", async () => {
  model.play([say("A dot."), say("Two dots.")]);
  expect(endOf((await run([save("/dot"), look("{{ save.file }}")])).log)).toBe("run.succeeded");
  expect(endOf((await run([save("/dot"), look("{{ [save.file, save.file] }}")])).log)).toBe("run.succeeded");
  expect(model.asked.map((body) => JSON.parse(body).messages[0].content)).toEqual([
    shown(["image/png", png]),
    shown(["image/png", png], ["image/png", png]),
  ]);
});

test.each([
  ["what is no image", "/words", {}, "IMAGE_TYPE"],
  ["what is too large", "/large", {}, "FILE_TOO_LARGE"],
  ["the offline model", "/dot", { model: "offline" }, "MODEL_NO_IMAGES"],
])("%s: the step fails, and no model is asked", async (_what, path, more, code) => {
  model.play([say("Never.")]);
  const { log } = await run([save(path), look("{{ save.file }}", more)]);
  expect([endOf(log), model.asked]).toEqual([code, []]);
});

test("what is no file is refused before anything runs", async () => {
  await expect(run([look("{{ 'dot.bin' }}")])).rejects.toThrow("“Images” of “look” does not fit");
});

test("a result that is kept is taken for the same words and images, and no call is made", async () => {
  const keep = { cache: { ttlMs: 86_400_000 } };
  model.play([say("A dot."), say("Another.")]);
  const cachedFrom = async (path: string) => {
    const { runId, log } = await run([
      save(path),
      write,
      look(path === "/dot" ? "{{ save.file }}" : "{{ write.file }}", {}, keep),
    ]);
    expect(endOf(log)).toBe("run.succeeded");
    const step = log.find((event) => event.type === "step.succeeded" && event.stepKey === "look");
    const end = log.at(-1);
    const output =
      end?.type === "run.succeeded" && end.output ? await publisher.store.values.read(runId, end.output.id) : null;
    return { runId, output, cached: step?.type === "step.succeeded" ? (step.cached?.runId ?? null) : "none" };
  };
  const first = await cachedFrom("/dot");
  expect([first.output, first.cached, model.asked.length]).toEqual(["A dot.", null, 1]);
  const again = await cachedFrom("/dot");
  expect([again.output, again.cached, model.asked.length]).toEqual(["A dot.", first.runId, 1]);
  const other = await cachedFrom("/words");
  expect([other.output, other.cached, model.asked.length]).toEqual(["Another.", null, 2]);
});
