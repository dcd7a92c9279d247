import { connect, createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { testCertificate } from "./test-certificate.ts";

/** A door in front of a Postgres that it speaks TLS at, or loses. */
export interface PostgresDoor {
  readonly port: number;
  /** The first packet from a client that contains this text is passed on, and then both sides are cut off. */
  cutAfter(text: string): void;
  close(): void;
}

/** Listens on a free loopback port and passes everything on to `target`. With `tls` it does what a Postgres with `ssl = on` does. */
export async function openDoor(target: { readonly port: number }, tls: boolean): Promise<PostgresDoor> {
  let cut: string | null = null;
  const open = new Set<Socket>();
  const pass = (client: Socket): void => {
    const server = connect(target.port, "127.0.0.1");
    for (const [one, other] of [[client, server] as const, [server, client] as const]) {
      open.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
    client.on("data", (chunk: Buffer) => {
      server.write(chunk);
      if (cut === null || !chunk.includes(cut)) return;
      cut = null;
      client.destroy();
    });
    server.pipe(client);
  };
  const listener: Server = createServer((socket) => {
    if (!tls) return pass(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => {
      socket.write("S");
      pass(new TLSSocket(socket, { isServer: true, ...testCertificate }));
    });
  });
  await new Promise<void>((ready) => listener.listen(0, "127.0.0.1", ready));
  const address = listener.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    cutAfter(text) {
      cut = text;
    },
    close() {
      for (const socket of open) socket.destroy();
      listener.close();
    },
  };
}
