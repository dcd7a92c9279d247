import { createServer } from "node:http";
import { appRouter } from "@orrery/api";
import { createDb, openRunStore } from "@orrery/db";
import { commandSchema } from "@orrery/engine";
import { catalog } from "@orrery/nodes/catalog";
import { createCompiler } from "@orrery/plan";
import { createServices, type ServiceContext } from "@orrery/services";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";

// The studio without its pages: the same router on the same services, tRPC and SSE over plain HTTP on 127.0.0.1, in a
// process that can be killed. `DATABASE_URL` and `PORT` as everywhere; whoever asks is the operator of this database.

const databaseUrl = process.env.DATABASE_URL ?? "";
const store = openRunStore({ databaseUrl, parseCommand: (row) => commandSchema.parse(row) });
const compiler = createCompiler({ catalog });
const services = createServices({
  db: createDb(store.pool),
  pool: store.pool,
  catalog,
  compile: compiler.compile,
  models: {
    list: () => Promise.resolve([{ id: "default", label: "Offline", offline: true, hasPrice: true }]),
    test: () => Promise.resolve({ ok: true, model: "offline", latencyMs: 0 }),
  },
  bus: store.bus,
  log: store.log,
  values: store.values,
  archives: store.archives,
});
const context: ServiceContext = { services, actor: { kind: "local", workspaceId: "default", role: "owner" } };
const handler = createHTTPHandler({ router: appRouter, basePath: "/api/trpc/", createContext: () => context });

createServer(handler).listen({ port: Number(process.env.PORT), host: "127.0.0.1" }, () => console.log("Door open"));
