import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createEgress, type Egress } from "@orrery/egress";
import { type MailRequest, StepFailure } from "@orrery/node-kit";
import type { Secret } from "@orrery/ports";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testCertificate } from "../testing/test-certificate.ts";
import { createMailClient } from "./create-mail-client.ts";

interface Taken {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly isSecure: boolean;
}

let egress: Egress;
const servers: SMTPServer[] = [];
const known = getCACertificates();
beforeEach(() => {
  egress = createEgress({ resolve: async () => ["127.0.0.1"], allowPrivateHosts: ["smtp.test"] });
});
afterEach(async () => {
  setDefaultCACertificates(known);
  await egress.close();
  for (const server of servers.splice(0)) await new Promise<void>((closed) => server.close(closed));
});

/** A real mail server on a loopback port that lets Ada in. */
async function serve(options: SMTPServerOptions = {}) {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    ...testCertificate,
    allowInsecureAuth: true,
    authOptional: false,
    onAuth: ({ username, password }, _session, done) =>
      username === "ada" && password === "open-sesame" ? done(null, { user: "ada" }) : done(new Error("wrong")),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        const to = rcptTo.map(({ address }) => address);
        taken.push({ from, to, text: Buffer.concat(chunks).toString(), isSecure: session.secure });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => undefined);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", () => ready()));
  const address = server.server.address();
  return { taken, port: typeof address === "object" && address !== null ? address.port : 0 };
}

const secretOf = (port: number, security: string, password = "open-sesame"): Secret => ({
  handle: "post",
  kind: "smtp",
  hosts: [`smtp.test:${port}`],
  open: { user: "ada", security },
  values: { password },
});

const mail: MailRequest = {
  credential: "post",
  from: "Ada Löve <ada@example.org>",
  to: ["bob@example.com"],
  cc: ["Cy <cy@example.com>"],
  bcc: ["dee@example.com"],
  subject: "Grüße",
  text: "Hällo\n.\nBob",
  idempotencyKey: "run step",
  signal: new AbortController().signal,
};

async function failureOf(sent: Promise<unknown>) {
  try {
    await sent;
  } catch (cause) {
    if (!(cause instanceof StepFailure)) throw cause;
    return cause.error;
  }
  throw new Error("It was sent.");
}

test("a message arrives with its addresses, its subject and its text; who is in blind copy stands nowhere in it", async () => {
  const { taken, port } = await serve();
  const client = createMailClient(egress);
  const receipt = await client.send(mail, secretOf(port, "none"));
  const everybody = ["bob@example.com", "cy@example.com", "dee@example.com"];
  expect(receipt).toEqual({
    messageId: expect.stringMatching(/^<[0-9a-f]{40}@example\.org>$/),
    accepted: everybody,
    rejected: [],
  });
  const [{ from, to, text = "" } = {}] = taken;
  expect([from, to]).toEqual(["ada@example.org", everybody]);
  expect(text).toContain("To: bob@example.com\r\n");
  expect(text).toContain("Subject: =?UTF-8?");
  expect(text).toContain(`Message-ID: ${receipt.messageId}`);
  expect(text).not.toContain("dee@");
  expect((await client.send(mail, secretOf(port, "none"))).messageId).toBe(receipt.messageId);
});

test("text and HTML go as two faces of one message", async () => {
  const { taken, port } = await serve();
  await createMailClient(egress).send({ ...mail, html: "<b>Hi</b>" }, secretOf(port, "none"));
  expect(taken[0]?.text).toContain("multipart/alternative");
  expect(taken[0]?.text).toContain("<b>Hi</b>");
});

test.each([
  ["tls", { secure: true }],
  ["starttls", {}],
])("%s is spoken, and a certificate that nobody trusts is refused", async (security, options) => {
  const { taken, port } = await serve(options);
  const client = createMailClient(egress);
  const refused = await failureOf(client.send(mail, secretOf(port, security)));
  expect(["EGRESS_FAILED", "MAIL_TLS"]).toContain(refused.code);
  expect(refused.class).toBe("permanent");
  setDefaultCACertificates([...known, testCertificate.cert]);
  await client.send(mail, secretOf(port, security));
  expect(taken.map(({ isSecure }) => isSecure)).toEqual([true]);
});

test("a server that will not speak TLS when asked is told neither user nor message", async () => {
  const { taken, port } = await serve({ disabledCommands: ["STARTTLS"] });
  const error = await failureOf(createMailClient(egress).send(mail, secretOf(port, "starttls")));
  expect([error.code, error.class, taken]).toEqual(["MAIL_TLS", "permanent", []]);
});

test("a wrong password is refused, in words without it", async () => {
  const { port } = await serve();
  const error = await failureOf(createMailClient(egress).send(mail, secretOf(port, "none", "wrong-password")));
  expect([error.code, error.class]).toEqual(["MAIL_REFUSED", "permanent"]);
  expect(JSON.stringify(error)).not.toContain("wrong-password");
});

function goAway(): void {
  for (const server of servers) for (const connection of server.connections) connection._socket.destroy();
}

const saying = (responseCode: number) => Object.assign(new Error("no"), { responseCode });

test("one receiver that is refused is told; all of them are a failure, for now or for good", async () => {
  const onRcptTo: SMTPServerOptions["onRcptTo"] = ({ address }, _session, done) =>
    address.startsWith("bob") ? done(saying(550)) : done();
  const partly = await serve({ onRcptTo });
  expect(await createMailClient(egress).send(mail, secretOf(partly.port, "none"))).toMatchObject({
    accepted: ["cy@example.com", "dee@example.com"],
    rejected: ["bob@example.com"],
  });
  for (const [code, expected] of [
    [550, { code: "MAIL_REJECTED", class: "permanent" }],
    [451, { code: "MAIL_DEFERRED", class: "transient" }],
  ] as const) {
    const { port } = await serve({ onRcptTo: (_to, _session, done) => done(saying(code)) });
    expect(await failureOf(createMailClient(egress).send(mail, secretOf(port, "none")))).toMatchObject(expected);
  }
});

test("a server that goes away before the text may be asked again; one that goes while it takes it may have sent it", async () => {
  const early = await serve({ onMailFrom: goAway });
  const before = await failureOf(createMailClient(egress).send(mail, secretOf(early.port, "none")));
  expect(before).toMatchObject({ code: "MAIL_UNAVAILABLE", class: "transient" });
  const late = await serve({
    onData(stream) {
      stream.resume();
      stream.on("end", goAway);
    },
  });
  const after = await failureOf(createMailClient(egress).send(mail, secretOf(late.port, "none")));
  expect(after).toMatchObject({ code: "MAIL_UNCERTAIN", class: "permanent" });
});

test("what no receiver is, and addresses that the guard refuses, are not connected to", async () => {
  const { port } = await serve();
  const nobody = createMailClient(egress).send({ ...mail, to: [], cc: [], bcc: [] }, secretOf(port, "none"));
  expect((await failureOf(nobody)).code).toBe("MAIL_ADDRESS");
  const strict = createEgress();
  const secret = { ...secretOf(port, "none"), hosts: [`127.0.0.1:${port}`] };
  expect((await failureOf(createMailClient(strict).send(mail, secret))).code).toBe("EGRESS_DENIED");
});
