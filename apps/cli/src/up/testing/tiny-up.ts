import { resolve } from "node:path";
import { readSettings } from "../read-settings.ts";
import type { Service } from "../services.ts";
import { up } from "../up.ts";

// For up.proc.test.ts: the launcher as it is, keeping two small web servers running instead of the studio and the
// executor, so that its own doings can be tested without a build.

const SERVER = `
  const server = require("node:http").createServer((request, response) => {
    if (request.url === "/pid") return response.end(String(process.pid));
    if (request.url === "/env") return response.end(JSON.stringify(process.env));
    response.end("ok");
  });
  server.listen(Number(process.env.LISTEN), "127.0.0.1");
`;

const settings = readSettings(process.env, {
  root: resolve(import.meta.dirname, "../../../../.."),
  cwd: process.cwd(),
  mode: "production",
});

const tiny = (name: string, port: number, databaseUrl: string): Service => ({
  name,
  command: [process.execPath, "-e", SERVER],
  cwd: "/",
  env: { LISTEN: String(port), DATABASE_URL: databaseUrl },
  url: `http://127.0.0.1:${port}`,
});

process.exit(
  await up({
    settings,
    say: (line) => console.log(line),
    services: ({ port, executorPort }, databaseUrl) => [
      tiny("executor", executorPort, databaseUrl),
      tiny("studio", port, databaseUrl),
    ],
  }),
);
