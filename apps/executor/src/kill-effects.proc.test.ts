import { randomBytes } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { freePort, withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import { createEgress } from "@orrery/egress";
import type { RunEvent } from "@orrery/engine";
import { createTools } from "@orrery/mcp";
import { startToolServer } from "@orrery/mcp/testing";
import {
  addMcpServer,
  approveMcpTool,
  createCredential,
  createSecrets,
  createToolSetup,
  listFiles,
  lookAtMcpServer,
  type NewCredential,
  parseInstanceKey,
  type ServiceContext,
} from "@orrery/services";
import { Client } from "pg";
import { SMTPServer } from "smtp-server";
import { expect, test } from "vitest";
import { type ExecutorProcess, spawnExecutor } from "./testing/executor-process.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { forward } from "./testing/tcp-forward.ts";

/** The only executor is killed while a database, a mail server, a receiver of webhooks, a tool and a file have not answered yet. */

const migrations = resolve(import.meta.dirname, "../../../prisma/migrations");
const ORRERY_KEY = randomBytes(32).toString("base64url");
const signing = `whsec_${randomBytes(32).toString("base64")}`;
const closers: (() => unknown)[] = [];

/** A cluster of its own; what the work opened is closed before it stops. */
function withCluster(work: (databaseUrl: string) => Promise<void>): Promise<void> {
  return withScratchCluster(async (databaseUrl) => {
    try {
      await work(databaseUrl);
    } finally {
      for (const close of closers.splice(0).reverse()) await close();
    }
  });
}

/** Takes a message and never says that it has it, the first time. */
async function openMail() {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: (_auth, _session, done) => done(null, { user: "ada" }),
    onData(stream, { envelope }, done) {
      stream.resume();
      stream.once("end", () => {
        taken.push(envelope.rcptTo.map(({ address }) => address).join());
        if (taken.length > 1) done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", () => ready()));
  closers.push(() => new Promise<void>((closed) => server.close(closed)));
  return { taken, port: (server.server.address() as AddressInfo).port };
}

/** Takes webhooks, and leaves the first without an answer. */
async function openReceiver() {
  const ids: unknown[] = [];
  const held: ServerResponse[] = [];
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => {
      ids.push(request.headers["webhook-id"]);
      if (ids.length === 1) held.push(response);
      else response.writeHead(202).end();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { ids, host: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A tool that acts and cannot be repeated; its first call is never answered. */
async function openTool() {
  let calls = 0;
  const never = Promise.withResolvers<never>();
  never.promise.catch(() => undefined);
  const inputSchema = { type: "object" as const, properties: {} };
  const server = await startToolServer({
    tools: [{ name: "pay", description: "Pays.", inputSchema }],
    call: () => {
      calls += 1;
      return calls === 1 ? never.promise : { content: [{ type: "text", text: "paid" }] };
    },
  });
  closers.push(async () => {
    never.reject(new Error("The test is over."));
    await server.close();
  });
  return { calls: () => calls, url: server.url, host: server.host };
}

async function approveTool(publisher: Publisher, { url, host }: { readonly url: string; readonly host: string }) {
  const egress = createEgress({ allowPrivateHosts: [host] });
  closers.push(() => egress.close());
  const key = parseInstanceKey(ORRERY_KEY, "the test");
  const { pool } = publisher.store;
  const secrets = createSecrets(pool, key);
  const tools = createTools({ egress, secrets, setup: createToolSetup(pool, key, secrets) });
  const ctx: ServiceContext = { ...publisher.ctx, services: { ...publisher.services, tools } };
  const { id } = await addMcpServer({ ctx, input: { handle: "bank", url, auth: "none" } });
  const view = await lookAtMcpServer({ ctx, input: { id } });
  const hash = view.ok ? (view.tools[0]?.now?.hash ?? "") : "";
  await approveMcpTool({ ctx, input: { id, tool: "pay", hash } });
}

/** A session of its own that keeps everybody else out of a table until it is told to let go. */
async function lockTable(connectionString: string, table: string) {
  const client = new Client({ connectionString });
  await client.connect();
  closers.push(() => client.end());
  await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return {
    letGo: () => client.query("COMMIT"),
    /** How many sessions stand in front of it. */
    async waiting(): Promise<number> {
      const { rows } = await client.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_locks WHERE relation = $1::regclass AND NOT granted",
        [table],
      );
      return rows[0]?.n ?? 0;
    },
  };
}

const isOver = (log: readonly RunEvent[]): boolean =>
  log.some(({ type }) => type === "run.succeeded" || type === "run.failed");

/** What the log says of a step, in the order in which it says it. */
const storyOf = (log: readonly RunEvent[], stepKey: string): readonly string[] =>
  log.flatMap((event) => {
    if (!("stepKey" in event) || event.stepKey !== stepKey || !event.type.startsWith("step.")) return [];
    const code = "error" in event && event.error ? ` ${event.error.code}` : "";
    return [`${event.type.slice(5)}${code}`];
  });

test("killed in mid-call: what cannot be repeated is not sent again, the rest is done once over", () =>
  withCluster(async (databaseUrl) => {
    await migrate(databaseUrl, migrations);
    const key = parseInstanceKey(ORRERY_KEY, "the test");
    const publisher = openPublisher(databaseUrl, key);
    closers.push(() => publisher.close());
    const { ctx } = publisher;
    const [mail, receiver, tool] = [await openMail(), await openReceiver(), await openTool()];

    await publisher.store.pool.query("CREATE DATABASE shop");
    const shopUrl = new URL(databaseUrl);
    shopUrl.pathname = "/shop";
    const shop = new Client({ connectionString: shopUrl.href });
    await shop.connect();
    closers.push(() => shop.end());
    await shop.query("CREATE TABLE orders (id int)");
    // Orrery's own server is refused as such: the shop is reached by another port.
    const door = await forward(0, Number(shopUrl.port));
    closers.push(() => door.close());

    await approveTool(publisher, tool);
    const { username, password } = shopUrl;
    const credentials: readonly NewCredential[] = [
      {
        ...{ handle: "shop", kind: "postgres", hosts: [`127.0.0.1:${door.port}`], user: username, database: "shop" },
        ...{ security: "none", value: decodeURIComponent(password) },
      },
      {
        ...{ handle: "post", kind: "smtp", hosts: [`127.0.0.1:${mail.port}`], user: "ada", security: "none" },
        value: "open-sesame",
      },
      { handle: "orders", kind: "signing", hosts: [receiver.host], value: signing },
    ];
    for (const input of credentials) await createCredential({ ctx, input });

    const policy = { onError: "continue" } as const;
    const steps = [
      {
        id: "order",
        type: "sql",
        config: { connection: "shop", statement: "INSERT INTO orders VALUES (1)", readOnly: false },
      },
      {
        id: "mail",
        type: "email",
        config: { server: "post", from: "a@example.org", to: "b@example.org", subject: "Paid", text: "Thanks." },
      },
      {
        id: "hook",
        type: "webhook-out",
        config: { url: `http://${receiver.host}/in`, signing: "orders", payload: { type: "paid", data: {} } },
      },
      { id: "pay", type: "mcp-tool", config: { server: "bank", tool: "pay", args: {} } },
      { id: "note", type: "file", config: { action: "write", name: "paid.txt", content: "paid" } },
    ];
    const graph = graphOf(
      [
        { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
        ...steps.map((step) => ({ ...step, policy })),
        { id: "end", type: "output", config: { value: "over" } },
      ],
      steps.flatMap(({ id }) => [`start -> ${id}`, `${id} -> end`]),
    );

    const start = async (): Promise<ExecutorProcess> => {
      const started = spawnExecutor({
        ...{ DATABASE_URL: databaseUrl, EXECUTOR_PORT: String(await freePort()), ORRERY_KEY },
        ORRERY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
      });
      closers.push(async () => {
        started.child.kill("SIGKILL");
        await started.exited;
      });
      await started.said("Executor ready");
      return started;
    };

    const orders = await lockTable(shopUrl.href, "orders");
    const first = await start();
    const files = await lockTable(databaseUrl, "workspace_file");
    const runId = await publisher.start(graph, {});
    const reached = async () => [
      (await orders.waiting()) > 0,
      mail.taken.length,
      receiver.ids.length,
      tool.calls(),
      (await files.waiting()) > 0,
    ];
    await expect.poll(reached, { timeout: 100_000 }).toEqual([true, 1, 1, 1, true]);
    first.child.kill("SIGKILL");
    expect(await first.exited).toBe("SIGKILL");
    await orders.letGo();
    await files.letGo();
    await start();
    const log = await publisher.until(runId, isOver);

    expect(log.at(-1)?.type).toBe("run.succeeded");
    const once = ["started", "uncertain", "failed UNCERTAIN"];
    const sent = steps.filter(({ id }) => id !== "note");
    expect(Object.fromEntries(sent.map(({ id }) => [id, storyOf(log, id)]))).toEqual({
      order: once,
      mail: once,
      hook: ["started", "retrying INTERRUPTED", "started", "succeeded"],
      pay: once,
    });
    // Its name and its end are one transaction: that came through when the table was free, or the step was made again.
    expect(storyOf(log, "note").filter((one) => one === "succeeded")).toEqual(["succeeded"]);
    expect([mail.taken, tool.calls()]).toEqual([["b@example.org"], 1]);
    // Asked twice under one id, by which the receiver knows it again.
    expect([receiver.ids.length, new Set(receiver.ids).size]).toEqual([2, 1]);
    // Nobody knows whether the database did it before it saw that its caller was gone; twice it has not.
    const { rows } = await shop.query<{ n: number }>("SELECT count(*)::int AS n FROM orders");
    expect(rows[0]?.n).toBeLessThanOrEqual(1);
    const kept = await listFiles({ ctx, input: {} });
    expect(JSON.stringify(kept).match(/paid\.txt/g)?.length).toBe(1);
  }));
