import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import {
  addAlertTarget,
  createCredential,
  listAlertTargets,
  parseInstanceKey,
  testAlertTarget,
} from "@orrery/services";
import { SMTPServer } from "smtp-server";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "../start-executor.ts";
import { openPublisher, type Publisher } from "../testing/open-publisher.ts";
import { collectNews } from "../testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let publisher: Publisher;
let receiver: Server;
let mailServer: SMTPServer;
const calls: { readonly id: string; readonly body: unknown; readonly isSigned: boolean }[] = [];
const mails: string[] = [];
const { said, news } = collectNews();
const ORRERY_KEY = randomBytes(32).toString("base64url");
const secret = `whsec_${randomBytes(32).toString("base64")}`;

beforeAll(async () => {
  // A receiver that has no time at first.
  receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    let isSigned = true;
    try {
      new Webhook(secret).verify(body, headers);
    } catch {
      isSigned = false;
    }
    calls.push({ id: headers["webhook-id"] ?? "", body: JSON.parse(body), isSigned });
    response.writeHead(calls.length === 1 ? 503 : 204).end();
  });
  await new Promise<void>((ready) => receiver.listen(0, "127.0.0.1", ready));
  mailServer = new SMTPServer({
    ...{ disabledCommands: ["STARTTLS"], allowInsecureAuth: true },
    onAuth: (_auth, _session, done) => done(null, { user: "ada" }),
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on("end", () => {
        mails.push(text);
        done();
      });
    },
  });
  await new Promise<void>((ready) => mailServer.listen(0, "127.0.0.1", () => ready()));
  const [web, post] = [portOf(receiver.address()), portOf(mailServer.server.address())].map(
    (port) => `127.0.0.1:${port}`,
  );
  database = await testDatabase();
  const env = { ORRERY_KEY, ORRERY_ALLOW_PRIVATE_HOSTS: `${web},${post}` };
  executor = startExecutor({ databaseUrl: database.url, env, news });
  publisher = openPublisher(database.url, parseInstanceKey(ORRERY_KEY, "the test"));
  await executor.ready;
  const { ctx } = publisher;
  const hooks = { handle: "ops", kind: "signing", hosts: [web ?? ""], value: secret } as const;
  await createCredential({ ctx, input: hooks });
  const mail = { handle: "post", kind: "smtp", hosts: [post ?? ""], user: "ada", security: "none" } as const;
  await createCredential({ ctx, input: { ...mail, value: "open-sesame" } });
}, 120_000);
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  receiver.closeAllConnections();
  receiver.close();
  await new Promise<void>((closed) => mailServer.close(closed));
  expect(said).toEqual([]);
});

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

const common = { kinds: ["time"], quietMinutes: 60, enabled: true } as const;
const patience = { timeout: 120_000 };

test("an alert that was refused comes again under the same id, signed, and its list says how it went", async () => {
  const { ctx } = publisher;
  const url = `http://127.0.0.1:${portOf(receiver.address())}/alerts`;
  const place = { channel: "webhook", url } as const;
  const { id } = await addAlertTarget({ ctx, input: { ...common, name: "Ops", place, credential: "ops" } });
  const { deliveryId } = await testAlertTarget({ ctx, input: { id } });
  const last = async () => (await listAlertTargets({ ctx })).find((one) => one.id === id)?.deliveries[0];
  // The pause before the second try is cut short; it may also be over by itself.
  const hastened = async () => {
    await publisher.store.pool.query(
      "UPDATE alert_delivery SET next_at = now() - interval '1 second' WHERE id = $1 AND tries = 1 AND problem = $2",
      [deliveryId, "It answered with status 503."],
    );
    return last();
  };
  await expect.poll(hastened, patience).toMatchObject({ id: deliveryId, status: "sent", tries: 2, problem: null });
  const body = {
    ...{ type: "orrery.test", timestamp: expect.any(String) },
    data: { workflow: null, run: null, items: [] },
  };
  expect(calls).toEqual([
    { id: deliveryId, body, isSigned: true },
    { id: deliveryId, body, isSigned: true },
  ]);
}, 240_000);

test("an alert goes out by e-mail through the workspace's mail server", async () => {
  const { ctx } = publisher;
  const place = { channel: "email", from: "orrery@example.org", to: ["ada@example.org"] } as const;
  const { id } = await addAlertTarget({ ctx, input: { ...common, name: "Ada", place, credential: "post" } });
  await testAlertTarget({ ctx, input: { id } });
  await expect.poll(() => mails.length, patience).toBe(1);
  expect(mails[0]).toMatch(/^From: orrery@example\.org\r\nTo: ada@example\.org\r\nSubject: Orrery: a test\r\n/);
  const status = async () => (await listAlertTargets({ ctx })).find((one) => one.id === id)?.deliveries[0]?.status;
  await expect.poll(status, patience).toBe("sent");
}, 240_000);
