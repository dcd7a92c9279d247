import { randomBytes } from "node:crypto";
import {
  createArchives,
  createBus,
  createDb,
  createEventLog,
  createValues,
  type PrismaClient,
  sqlDatabase,
} from "@orrery/db";
import { testDatabase } from "@orrery/db/testing";
import type { Egress } from "@orrery/egress";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { cutDocument, readDocumentText } from "@orrery/nodes/documents";
import { createCompiler } from "@orrery/plan";
import pg from "pg";
import type { Actor } from "../actor.ts";
import { createServices } from "../create-services.ts";
import { instanceKeyOf } from "../credential/instance-key.ts";
import { type KeyScope, type Role, roles } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";

const roleOf = { default: roles, elsewhere: ["owner"] } as const;
const keyId = "01a209f8-0000-7000-8000-00000000000f";

/**
 * The verbs on a real database of the test's own, with a person of each role, signed in, who are called `<role>-of-default`,
 * and an owner of the workspace `elsewhere`; `people: false` leaves the first workspace to its first sign-in.
 */
export async function serviceBench({
  people = true,
  egress,
}: {
  readonly people?: boolean;
  /** The way out to files of others, which is closed with the bench; absent: there is none. */
  readonly egress?: Egress;
} = {}) {
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
      list: () => Promise.resolve([{ id: "default", label: "Offline", offline: true, hasPrice: true }]),
      lookForLocal: () => Promise.resolve([]),
      test: () => Promise.resolve({ ok: true, model: "offline", latencyMs: 0 }),
    },
    bus,
    log: createEventLog(sql),
    values: createValues(sql),
    archives: createArchives(sql, null),
    documents: {
      read: readDocumentText,
      cut: cutDocument,
      fetch: () => Promise.reject(new Error("No page is fetched here.")),
    },
    ...(egress && { egress }),
    instanceKey: instanceKeyOf(randomBytes(32)),
  });
  await db.workspace.create({ data: { id: "elsewhere", name: "Elsewhere" } });
  for (const workspaceId of people ? (["default", "elsewhere"] as const) : []) {
    for (const role of roleOf[workspaceId]) await seedMember(db, role, workspaceId);
  }
  await db.apiKey.create({
    data: { id: keyId, workspaceId: "default", name: "Key", keySha: "none", hint: "none", createdBy: "local" },
  });
  const as = (actor: Actor | null): ServiceContext => ({ services, actor });
  const user = (role: Role, workspaceId = "default"): Actor => ({
    kind: "user",
    userId: `${role}-of-${workspaceId}`,
    sessionId: `session-of-${role}-of-${workspaceId}`,
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
      as({ kind: "key", keyId, name: "Key", workspaceId: "default", role: "owner", scopes }),
    stranger: as(user("owner", "elsewhere")),
    local: as({ kind: "local", workspaceId: "default", role: "owner" }),
    async close() {
      await egress?.close();
      await bus.close();
      await db.$disconnect();
      await pool.end();
      await database.drop();
    },
  };
}

async function seedMember(db: PrismaClient, role: Role, workspaceId: string): Promise<void> {
  const id = `${role}-of-${workspaceId}`;
  await db.user.create({ data: { id, name: role, email: `${id}@example.org`, emailVerified: true } });
  await db.session.create({
    data: { id: `session-of-${id}`, token: id, userId: id, expiresAt: new Date(Date.now() + 30 * 24 * 3_600_000) },
  });
  await db.member.create({ data: { workspaceId, userId: id, role } });
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
