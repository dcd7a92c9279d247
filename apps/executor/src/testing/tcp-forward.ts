import { connect, createServer, type Socket } from "node:net";

/** A door in front of a server that can be shut: how a database goes away and comes back. */
export interface Forward {
  /** Where it listens. */
  readonly port: number;
  /** Ends all connections and refuses new ones. */
  cut(): void;
  mend(): void;
  close(): void;
}

/** Listens on 127.0.0.1:`port` (0: a free one) and passes everything on to 127.0.0.1:`target`. */
export function forward(port: number, target: number): Promise<Forward> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((inside) => {
    if (isCut) {
      inside.destroy();
      return;
    }
    const outside = connect(target, "127.0.0.1");
    for (const [socket, other] of [[inside, outside] as const, [outside, inside] as const]) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : port,
        cut,
        mend: () => {
          isCut = false;
        },
        close: () => {
          cut();
          server.close();
        },
      });
    });
  });
}
