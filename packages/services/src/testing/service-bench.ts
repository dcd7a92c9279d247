import { randomBytes } from "node:crypto";
import { createArchives, createBus, createDb, createEventLog, createValues, sqlDatabase } from "@orrery/db";
import { testDatabase } from "@orrery/db/testing";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { createCompiler } from "@orrery/plan";
import pg from "pg";
import type { Actor } from "../actor.ts";
import { createServices } from "../create-services.ts";
import { instanceKeyOf } from "../credential/instance-key.ts";
import type { KeyScope, Role } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";

/** The verbs on a real database of the test's own. */
export async function serviceBench() {
  const database = await testDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 6 });
  const db = createDb(database.url);
  const sql = sqlDatabase(pool);
  const bus = createBus(database.url, sql);
  await bus.ready;
  const compiler = createCompiler({ catalog });
  const services = createServices({
    db,
    pool,
    catalog,
    compile: compiler.compile,
    models: {
      list: () => Promise.resolve([{ id: "default", label: "Offline", offline: true }]),
      test: () => Promise.resolve({ ok: true, model: "offline", latencyMs: 0 }),
    },
    bus,
    log: createEventLog(sql),
    values: createValues(sql),
    archives: createArchives(sql, null),
    instanceKey: instanceKeyOf(randomBytes(32)),
  });
  await db.workspace.create({ data: { id: "elsewhere", name: "Elsewhere" } });
  const as = (actor: Actor | null): ServiceContext => ({ services, actor });
  const user = (role: Role, workspaceId = "default"): Actor => ({
    kind: "user",
    userId: `${role}-of-${workspaceId}`,
    sessionId: `session-of-${role}`,
    name: role,
    workspaceId,
    role,
  });
  return {
    services,
    url: database.url,
    nobody: as(null),
    owner: as(user("owner")),
    editor: as(user("editor")),
    runner: as(user("runner")),
    viewer: as(user("viewer")),
    /** A key of an owner's. */
    key: (...scopes: readonly KeyScope[]): ServiceContext =>
      as({ kind: "key", keyId: "key-of-default", name: "Key", workspaceId: "default", role: "owner", scopes }),
    stranger: as(user("owner", "elsewhere")),
    local: as({ kind: "local", workspaceId: "default", role: "owner" }),
    async close() {
      await bus.close();
      await db.$disconnect();
      await pool.end();
      await database.drop();
    },
  };
}

export type ServiceBench = Awaited<ReturnType<typeof serviceBench>>;

/** `input → transform → output` with one required text. */
export const greeting: Graph = {
  schema: "orrery.graph/v1",
  name: "Greeting",
  nodes: [
    {
      id: "start",
      type: "input",
      position: { x: 0, y: 0 },
      config: { schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] } },
    },
    { id: "greet", type: "transform", position: { x: 260, y: 0 }, config: { value: "Hello {{ start.name }}" } },
    { id: "end", type: "output", position: { x: 520, y: 0 }, config: { value: "{{ greet }}" } },
  ],
  edges: [
    { id: "e1", source: "start", sourceHandle: "out", target: "greet", targetHandle: "in" },
    { id: "e2", source: "greet", sourceHandle: "out", target: "end", targetHandle: "in" },
  ],
};
