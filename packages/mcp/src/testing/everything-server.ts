import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The public test server of the protocol, as a process of its own on a port of 127.0.0.1. */
export interface EverythingServer {
  readonly host: string;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Loaded before the server: it would listen on every address of the machine and on a port of its own; here it listens on
 * 127.0.0.1 and on a free one, and says which.
 */
const loopbackOnly = (port: number) => `
import { Server } from "node:net";
const listen = Server.prototype.listen;
Server.prototype.listen = function (_port, ...rest) {
  this.once("listening", () => console.log("LISTENING " + this.address().port));
  return listen.call(this, { port: ${port}, host: "127.0.0.1" }, ...rest.filter((one) => typeof one === "function"));
};`;

/** @param port 0: any that is free. */
export async function startEverythingServer(port = 0): Promise<EverythingServer> {
  const manifest = fileURLToPath(import.meta.resolve("@modelcontextprotocol/server-everything/package.json"));
  const preload = `data:text/javascript,${encodeURIComponent(loopbackOnly(port))}`;
  const main = join(dirname(manifest), "dist/index.js");
  const child = spawn(process.execPath, ["--import", preload, main, "streamableHttp"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const host = `127.0.0.1:${await portOf(child)}`;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return {
    host,
    url: `http://${host}/mcp`,
    async close() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

function portOf(child: ChildProcess): Promise<number> {
  let said = "";
  return new Promise((resolve, reject) => {
    const take = (piece: Buffer): void => {
      said += piece.toString();
      const port = /LISTENING (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
  });
}
