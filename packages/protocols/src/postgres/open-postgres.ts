import { once } from "node:events";
import { isIP, type Socket } from "node:net";
import { connect as openTls } from "node:tls";
import { type Egress, parseHostEntry } from "@orrery/egress";
import { StepFailure } from "@orrery/node-kit";
import type { Secret } from "@orrery/ports";
import { Client } from "pg";

const usualPort = 5432;
const loginMs = 10_000;
/** The length of the message, and the code by which a server is asked for TLS (PostgreSQL, “SSL Session Encryption”). */
const askForTls = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

export interface OpenPostgres {
  readonly client: Client;
  readonly socket: Socket;
}

/**
 * A client that is logged in over a socket of the guard. Its errors are those of its queries; the socket ends with `signal`.
 * @throws StepFailure of the guard, and what the server says.
 */
export async function openPostgres(
  egress: Pick<Egress, "connect">,
  secret: Secret,
  signal: AbortSignal,
): Promise<OpenPostgres> {
  const { hosts, open, values } = secret;
  const [address = ""] = hosts;
  const entry = parseHostEntry(address);
  const to = { host: entry?.host ?? address, port: entry?.port ?? usualPort };
  const plain = await egress.connect({ ...to, tls: false, signal }, { hosts });
  plain.on("error", () => undefined);
  try {
    const socket = open.security === "none" ? plain : await secured(plain, to.host);
    const client = new Client({
      ...to,
      user: open.user ?? "",
      database: open.database ?? "",
      password: values.password ?? "",
      application_name: "orrery",
      // A set option shuts out what the environment of this process would say of it.
      options: "-c client_min_messages=warning",
      ssl: false,
      connectionTimeoutMillis: loginMs,
      stream: () => connected(socket),
    });
    client.on("error", () => undefined);
    await client.connect();
    return { client, socket };
  } catch (cause) {
    plain.destroy();
    throw cause;
  }
}

/** pg connects its stream by itself; this one is so already, and only says it. */
function connected(socket: Socket): Socket {
  socket.connect = () => {
    process.nextTick(() => socket.emit("connect"));
    return socket;
  };
  return socket;
}

/** TLS over the socket, with the certificate checked against the host. */
async function secured(plain: Socket, host: string): Promise<Socket> {
  plain.write(askForTls);
  const [said] = await withinLogin(once(plain, "data"), plain);
  if (!Buffer.isBuffer(said) || said.length !== 1 || said[0] !== 0x53) {
    throw new StepFailure({
      code: "SQL_TLS",
      message: `${host} does not speak TLS. Its owner can turn it on, or the credential can say “Not secured”.`,
      class: "permanent",
    });
  }
  const socket = openTls({ socket: plain, ...(isIP(host) ? { host } : { servername: host }) });
  socket.on("error", () => undefined);
  await withinLogin(once(socket, "secureConnect"), plain);
  return socket;
}

async function withinLogin<T>(step: Promise<T>, socket: Socket): Promise<T> {
  const timer = setTimeout(() => socket.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })), loginMs);
  const closed = new Promise<never>((_, reject) => {
    socket.once("close", () => reject(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
  });
  closed.catch(() => undefined);
  try {
    return await Promise.race([step, closed]);
  } finally {
    clearTimeout(timer);
  }
}
