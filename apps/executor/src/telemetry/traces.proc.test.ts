import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort, withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import { runSpanIdOf, stepSpanIdOf, traceIdOf } from "@orrery/engine";
import { afterEach, expect, test } from "vitest";
import { type ExecutorProcess, spawnExecutor } from "../testing/executor-process.ts";
import { graphOf, openGraphRuns } from "../testing/graph-runs.ts";
import type { ReceivedSpan } from "./testing/read-traces.ts";

const migrations = resolve(import.meta.dirname, "../../../../prisma/migrations");
const canary = "canary-3f9a-ada@example.org";
const patience = { timeout: 120_000, interval: 100 };
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

async function startReceiver(port: number, file: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "testing/otlp-receiver.ts"), file], {
    env: { ...process.env, RECEIVER_PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await new Promise((done, failed) => {
    child.stdout?.once("data", done);
    child.once("exit", failed);
  });
  return child;
}

async function startExecutor(databaseUrl: string, env: Readonly<Record<string, string>>): Promise<ExecutorProcess> {
  const started = spawnExecutor({ DATABASE_URL: databaseUrl, EXECUTOR_PORT: String(await freePort()), ...env });
  children.push(started.child);
  await started.said("Executor ready");
  return started;
}

/** What the receiver has written down, without what came more than once. */
async function received(file: string): Promise<readonly ReceivedSpan[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  const lines = text.split("\n").slice(0, -1);
  return [...new Set(lines)].map((line): ReceivedSpan => JSON.parse(line));
}

/** Answers everything, and keeps the headers of the last request. */
async function openHost() {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ said: canary }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return { seen, server, name: `127.0.0.1:${typeof address === "object" ? address?.port : 0}` };
}

const graph = (host: string) =>
  graphOf(
    [
      {
        id: "start",
        type: "input",
        config: { schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] } },
      },
      { id: "fetch", type: "http-request", config: { url: `http://${host}/{{ start.text }}` } },
      { id: "brief", type: "prompt", config: { model: "default", prompt: "Summarise: {{ fetch.body.said }}" } },
      { id: "end", type: "output", config: { value: "{{ brief.text }}" } },
    ],
    ["start -> fetch", "fetch -> brief", "brief -> end"],
  );

test("a collector that is away, comes, dies and comes again has every span in the end, and nothing that people wrote", async () => {
  const folder = await mkdtemp(join(tmpdir(), "orrery-traces-"));
  const file = join(folder, "spans.jsonl");
  const host = await openHost();
  try {
    await withScratchCluster(async (databaseUrl) => {
      await migrate(databaseUrl, migrations);
      const runs = openGraphRuns(databaseUrl);
      try {
        const port = await freePort();
        const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, ORRERY_ALLOW_PRIVATE_HOSTS: host.name };
        const first = await startExecutor(databaseUrl, { ...env, OTEL_EXPORTER_OTLP_TIMEOUT: "3000" });
        const begun = async () => (await runs.store.pool.query("SELECT FROM trace_cursor")).rowCount;
        await expect.poll(begun, patience).toBe(1);
        const ids = [...(await runs.start(graph(host.name), [{ text: canary }]))];
        await first.said("Spans could not be sent to the collector");
        const receiver = await startReceiver(port, file);
        await expect.poll(async () => (await received(file)).length, patience).toBe(5);

        receiver.kill("SIGKILL");
        ids.push(...(await runs.start(graph(host.name), [{ text: canary }, { text: canary }])));
        for (const id of ids) await runs.ended(id);
        // Whoever had taken them is gone without a word, too.
        first.child.kill("SIGKILL");
        await first.exited;
        // The time for which it had them has passed.
        await runs.store.pool.query("UPDATE run_trace SET next_at = now() WHERE next_at > now()");
        await startReceiver(port, file);
        await startExecutor(databaseUrl, env);
        await expect
          .poll(async () => new Set((await received(file)).map(({ spanId }) => spanId)).size, {
            ...patience,
            timeout: 240_000,
          })
          .toBe(15);

        const spans = await received(file);
        for (const runId of ids) {
          const mine = spans.filter(({ attributes }) => attributes["orrery.run.id"] === runId);
          const root = runSpanIdOf(runId);
          const step = (key: string) => stepSpanIdOf(runId, key);
          expect(
            mine
              .map(({ name, spanId, parentSpanId, kind, status }) => [name, spanId, parentSpanId, kind, status])
              .sort(),
          ).toEqual(
            [
              ["invoke_workflow test", root, "", 1, 0],
              ["step start", step("start"), root, 1, 0],
              ["step fetch", step("fetch"), root, 1, 0],
              ["chat default", step("brief"), root, 3, 0],
              ["step end", step("end"), root, 1, 0],
            ].sort(),
          );
          expect(new Set(mine.map(({ traceId }) => traceId))).toEqual(new Set([traceIdOf(runId)]));
          expect(host.seen.map(({ traceparent }) => traceparent)).toContain(
            `00-${traceIdOf(runId)}-${step("fetch")}-01`,
          );
        }
        expect(spans[0]).toMatchObject({ service: "orrery", schemaUrl: "https://opentelemetry.io/schemas/1.41.0" });
        expect(spans.find(({ name }) => name === "chat default")?.attributes).toMatchObject({
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "orrery.offline",
          "gen_ai.response.model": "offline",
        });
        expect(await readFile(file, "utf8")).not.toMatch(/canary|ada@example/);
      } finally {
        for (const child of children.splice(0)) child.kill("SIGKILL");
        await runs.close();
      }
    });
  } finally {
    host.server.close();
    host.server.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  }
});
