import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { type Egress, parseHostEntry } from "@orrery/egress";
import { type MailReceipt, type MailRequest, StepFailure } from "@orrery/node-kit";
import type { MailClient, Secret } from "@orrery/ports";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { type MailPhase, mailFailure } from "./mail-failure.ts";

const usualPorts: Readonly<Record<string, number>> = { tls: 465, starttls: 587, none: 25 };
/** Between two words of the server. */
const silenceMs = 60_000;
const mostBytes = 10_000_000;

/** Hands messages to mail servers over sockets of the guard: a connection for each, and nothing is kept. */
export function createMailClient(egress: Pick<Egress, "connect">): MailClient {
  return {
    async send(request, secret) {
      const [address = ""] = secret.hosts;
      const entry = parseHostEntry(address);
      const security = secret.open.security ?? "tls";
      const to = { host: entry?.host ?? address, port: entry?.port ?? usualPorts[security] ?? 587 };
      const progress: { phase: MailPhase } = { phase: "open" };
      let close = (): void => undefined;
      try {
        const message = await composed(request);
        const socket = await egress.connect(
          { ...to, tls: security === "tls", signal: request.signal },
          { hosts: secret.hosts },
        );
        const connection = new SMTPConnection({
          ...to,
          connection: socket,
          name: "orrery",
          ...(security === "tls" && { secure: true, secured: true }),
          ...(security === "starttls" && { requireTLS: true }),
          ...(security === "none" && { ignoreTLS: true }),
          greetingTimeout: silenceMs,
          socketTimeout: silenceMs,
        });
        close = () => {
          connection.close();
          socket.destroy();
        };
        const receipt = await carriedOut(connection, { secret, message }, (next) => {
          progress.phase = next;
        });
        connection.quit();
        return { messageId: message.id, ...receipt };
      } catch (cause) {
        close();
        if (request.signal.aborted && progress.phase !== "text") {
          throw new StepFailure({ code: "MAIL_STOPPED", message: "The sending was stopped.", class: "permanent" });
        }
        throw mailFailure(cause, to.host, progress.phase);
      }
    },
  };
}

interface Composed {
  readonly id: string;
  readonly bytes: Buffer;
  readonly from: string;
  readonly to: readonly string[];
}

/** The message as it travels. What comes from a workflow is text in its place: no file or address is ever read for it. */
async function composed(request: MailRequest): Promise<Composed> {
  const { from, to, cc, bcc, replyTo, subject, text, html, idempotencyKey } = request;
  const domain = /@([A-Za-z0-9.-]+)>?$/.exec(from)?.[1] ?? "orrery";
  const id = `<${createHash("sha256").update(idempotencyKey).digest("hex").slice(0, 40)}@${domain}>`;
  const node = new MailComposer({
    from,
    to: [...to],
    cc: [...cc],
    bcc: [...bcc],
    ...(replyTo !== undefined && { replyTo }),
    subject,
    ...(text !== undefined && { text }),
    ...(html !== undefined && { html }),
    messageId: id,
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from: sender, to: receivers } = node.getEnvelope();
  const bytes = await node.build();
  if (bytes.length > mostBytes) {
    throw new StepFailure({ code: "MAIL_TOO_LARGE", message: "A message has at most 10 MB.", class: "limit" });
  }
  if (!sender || receivers.length === 0) {
    throw new StepFailure({
      code: "MAIL_ADDRESS",
      message: "A message needs a sender and a receiver.",
      class: "permanent",
    });
  }
  return { id, bytes, from: sender, to: receivers };
}

/** The conversation; rejects with what the server says, or with the end of the connection. */
function carriedOut(
  connection: SMTPConnection,
  { secret, message }: { readonly secret: Secret; readonly message: Composed },
  enter: (phase: MailPhase) => void,
): Promise<Pick<MailReceipt, "accepted" | "rejected">> {
  return new Promise((resolve, reject) => {
    connection.once("error", reject);
    connection.once("end", () => reject(new Error("The connection was closed.")));
    const text = Readable.from(wholeMessage(message.bytes, () => enter("text")));
    const onSent = (error: Error | null, info?: { readonly accepted: string[]; readonly rejected: string[] }): void => {
      if (error !== null || info === undefined) reject(error ?? new Error("The server said nothing."));
      else resolve({ accepted: info.accepted, rejected: info.rejected });
    };
    connection.connect((failed) => {
      if (failed) return reject(failed);
      enter("login");
      connection.login({ user: secret.open.user ?? "", pass: secret.values.password ?? "" }, (refused) => {
        if (refused) return reject(refused);
        enter("envelope");
        connection.send({ from: message.from, to: [...message.to], size: message.bytes.length }, text, onSent);
      });
    });
  });
}

/** Its first byte is asked for when the server has agreed to take the text, and not before. */
async function* wholeMessage(bytes: Buffer, onBegin: () => void): AsyncGenerator<Buffer> {
  onBegin();
  yield bytes;
}
