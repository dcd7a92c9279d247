import type { Prisma, PrismaClient } from "@orrery/db";
import { applyEdit, type EditOp, type Graph } from "@orrery/graph";
import { ServiceError } from "../service-error.ts";

export interface Draft {
  readonly workflowId: string;
  readonly name: string;
  readonly seq: number;
  readonly graph: Graph;
}

/** Drafts by workflow, folded up to a seq. Only a cache: any entry may be forgotten at any time. */
export interface DraftCache {
  get(workflowId: string): { readonly seq: number; readonly graph: Graph } | undefined;
  set(workflowId: string, entry: { readonly seq: number; readonly graph: Graph }): void;
}

/** A cache of the `capacity` drafts used last. */
export function createDraftCache(capacity = 200): DraftCache {
  const entries = new Map<string, { seq: number; graph: Graph }>();
  return {
    get(workflowId) {
      const entry = entries.get(workflowId);
      if (entry !== undefined) {
        entries.delete(workflowId);
        entries.set(workflowId, entry);
      }
      return entry;
    },
    set(workflowId, entry) {
      entries.delete(workflowId);
      entries.set(workflowId, entry);
      const oldest = entries.keys().next();
      if (entries.size > capacity && !oldest.done) entries.delete(oldest.value);
    },
  };
}

type Reader = Pick<PrismaClient | Prisma.TransactionClient, "workflow" | "draftSnapshot" | "draftCommand">;

/** The draft as it stands: the latest snapshot (or the cache) and the commands after it. Throws `NOT_FOUND`. */
export async function readDraft(
  reader: Reader,
  cache: DraftCache,
  key: { readonly workflowId: string; readonly workspaceId: string },
): Promise<Draft> {
  const row = await reader.workflow.findFirst({
    where: { id: key.workflowId, workspaceId: key.workspaceId, deletedAt: null },
    select: { name: true, draftSeq: true },
  });
  if (row === null) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  const cached = cache.get(key.workflowId);
  if (cached !== undefined && cached.seq === row.draftSeq) {
    return { workflowId: key.workflowId, name: row.name, seq: cached.seq, graph: cached.graph };
  }
  const base =
    cached !== undefined && cached.seq < row.draftSeq ? cached : await latestSnapshot(reader, key.workflowId);
  const commands = await reader.draftCommand.findMany({
    where: { workflowId: key.workflowId, seq: { gt: base.seq, lte: row.draftSeq } },
    orderBy: { seq: "asc" },
    select: { seq: true, op: true },
  });
  let graph = base.graph;
  for (const command of commands) {
    const result = applyEdit(graph, storedOp(command.op));
    if (!result.ok) throw new Error(`Draft ${key.workflowId} does not fold at ${command.seq}: ${result.message}`);
    graph = result.graph;
  }
  cache.set(key.workflowId, { seq: row.draftSeq, graph });
  return { workflowId: key.workflowId, name: row.name, seq: row.draftSeq, graph };
}

async function latestSnapshot(reader: Reader, workflowId: string): Promise<{ seq: number; graph: Graph }> {
  const row = await reader.draftSnapshot.findFirst({ where: { workflowId }, orderBy: { seq: "desc" } });
  if (row === null) throw new Error(`Workflow ${workflowId} has no snapshot`);
  return { seq: row.seq, graph: storedGraph(row.graph) };
}

/** Only `pushEdits` and `createWorkflow` write these columns, after parsing; so what comes back has that shape. */
export function storedOp(json: Prisma.JsonValue): EditOp {
  return json as unknown as EditOp;
}

/** See `storedOp`. */
export function storedGraph(json: Prisma.JsonValue): Graph {
  return json as unknown as Graph;
}
