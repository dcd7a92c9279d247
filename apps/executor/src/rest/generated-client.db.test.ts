import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { createApiKey } from "@orrery/services";
import openapiTS, { astToString } from "openapi-typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHttpServer } from "../http-server.ts";
import { type RunningExecutor, startExecutor } from "../start-executor.ts";
import { graphOf } from "../testing/graph-runs.ts";
import { openPublisher, type Publisher } from "../testing/open-publisher.ts";
import { collectNews } from "../testing/quiet-news.ts";
import { clientProgram } from "./testing/client-program.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../../../..");
let database: TestDatabase;
let executor: RunningExecutor;
let server: Server;
let publisher: Publisher;
let folder: string;
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, env: {}, news });
  await executor.ready;
  server = await startHttpServer(executor, 0);
  publisher = openPublisher(database.url);
  folder = mkdtempSync(join(tmpdir(), "orrery-client-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  server.close();
  server.closeAllConnections();
  await executor.stop();
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

const graph = graphOf(
  [
    {
      id: "start",
      type: "input",
      config: { schema: { type: "object", properties: { n: { type: "number" } }, required: ["n"] } },
    },
    { id: "ask", type: "approval", config: { title: "Go on?" } },
    { id: "end", type: "output", config: { value: "{{ start.n + 1 }}" } },
  ],
  ["start -> ask", "ask.approved -> end"],
);

test("a client made from the served description lists, starts, follows, answers and cancels, and its types hold", async () => {
  const bound = server.address();
  if (bound === null || typeof bound !== "object") throw new Error("no server");
  const baseUrl = `http://127.0.0.1:${bound.port}`;
  const description: unknown = await (await fetch(`${baseUrl}/api/v1/openapi.json`)).json();
  writeFileSync(join(folder, "api.ts"), astToString(await openapiTS(JSON.stringify(description))));
  writeFileSync(join(folder, "program.ts"), clientProgram);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  symlinkSync(join(root, "apps/executor/node_modules"), join(folder, "node_modules"));
  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: "nodenext",
    target: "esnext",
    allowImportingTsExtensions: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["program.ts"] }));
  await run(join(root, "node_modules/.bin/tsc"), ["-p", folder]);

  const { id } = await publisher.publish(graph);
  const { key } = await createApiKey({
    ctx: publisher.ctx,
    input: { name: "Program", scopes: ["read", "run"], days: 1 },
  });
  const { stdout } = await run(process.execPath, [join(folder, "program.ts")], {
    env: { ...process.env, BASE_URL: baseUrl, KEY: key, WORKFLOW_ID: id },
  });
  expect(JSON.parse(stdout)).toEqual({
    workflow: "test",
    version: 1,
    stepKey: "ask",
    waiting: null,
    answered: "taken",
    output: 42,
    late: [409, "RUN_ENDED"],
    cancel: 202,
  });
});
