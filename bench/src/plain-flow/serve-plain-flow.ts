import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

export interface PlainFlow {
  /** An empty page. */
  readonly empty: string;
  /** The library by itself, with so many of its own simple nodes; `fit` shows all of them. */
  address(
    given: { readonly count: number; readonly columns: number; readonly step: { x: number; y: number } },
    fit: boolean,
  ): string;
  close(): Promise<void>;
}

const entry = join(import.meta.dirname, "plain-flow.tsx");

/** Serves React Flow by itself on the loopback, bundled for production: what the canvas is held against. */
export async function servePlainFlow(): Promise<PlainFlow> {
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const script = built.outputFiles[0]?.text ?? "";
  const style = readFileSync(createRequire(import.meta.url).resolve("@xyflow/react/dist/style.css"), "utf8");
  const flow = `<!doctype html><style>${style} body{margin:0} #flow{width:100vw;height:100vh}</style><div id="flow"></div><script type="module" src="/flow.js"></script>`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/flow.js") return response.setHeader("content-type", "text/javascript").end(script);
    response
      .setHeader("content-type", "text/html")
      .end(pathname === "/flow" ? flow : "<!doctype html><title>Empty</title>");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const base = `http://127.0.0.1:${address.port}`;
  return {
    empty: `${base}/`,
    address: ({ count, columns, step }, fit) =>
      `${base}/flow?count=${count}&columns=${columns}&x=${step.x}&y=${step.y}&visible=1${fit ? "&fit=1" : ""}`,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
