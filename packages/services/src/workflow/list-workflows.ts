import type { Graph } from "@orrery/graph";
import type { Pool } from "pg";
import { requirePermission } from "../actor.ts";
import { type OpenWaits, readOpenWaits } from "../run/read-open-waits.ts";
import type { ServiceContext } from "../service-context.ts";
import { readDraft } from "./read-draft.ts";

export interface WorkflowRow {
  readonly id: string;
  readonly name: string;
  /** Epoch ms. */
  readonly updatedAt: number;
  readonly nodeCount: number;
  /** Enough of the graph to draw it small. */
  readonly drawing: Pick<Graph, "nodes" | "edges">;
  readonly lastRun: {
    readonly id: string;
    readonly status: string;
    readonly waits: number;
    readonly openWaits: OpenWaits | null;
    readonly at: number;
  } | null;
}

const drawnNodes = 60;

/** The workspace's workflows, edited last first; at most 100 a page, `cursor` is the last id of the page before. */
export async function listWorkflows({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly cursor?: string };
}): Promise<{ readonly workflows: readonly WorkflowRow[]; readonly next: string | null }> {
  const actor = requirePermission(ctx.actor, "workflow.read");
  const rows = await ctx.services.db.workflow.findMany({
    where: { workspaceId: actor.workspaceId, deletedAt: null },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    take: 101,
    ...(input.cursor === undefined ? {} : { cursor: { id: input.cursor }, skip: 1 }),
  });
  const page = rows.slice(0, 100);
  const last = await lastRuns(
    ctx.services.pool,
    page.map(({ id }) => id),
  );
  const open = await readOpenWaits(ctx.services.pool, [...last.values()]);
  const workflows: WorkflowRow[] = [];
  for (const row of page) {
    const { graph } = await readDraft(ctx.services.db, ctx.services.drafts, {
      workflowId: row.id,
      workspaceId: actor.workspaceId,
    });
    const run = last.get(row.id);
    workflows.push({
      id: row.id,
      name: row.name,
      updatedAt: row.updatedAt.getTime(),
      nodeCount: graph.nodes.length,
      drawing: miniature(graph),
      lastRun:
        run === undefined
          ? null
          : {
              id: run.id,
              status: run.status,
              waits: run.waits,
              openWaits: open.get(run.id) ?? null,
              at: run.at,
            },
    });
  }
  return { workflows, next: rows.length > 100 ? (page.at(-1)?.id ?? null) : null };
}

interface LastRun {
  readonly id: string;
  readonly status: string;
  readonly waits: number;
  readonly at: number;
}

/** The newest run of each workflow, by the workflow's id: one look into an index each, however many runs there are. */
async function lastRuns(pool: Pool, workflowIds: readonly string[]): Promise<ReadonlyMap<string, LastRun>> {
  const { rows } = await pool.query<LastRun & { readonly workflow: string }>({
    name: "last-runs-of-workflows",
    text: `SELECT w.id AS workflow, r.id, r.status, r.waits, (extract(epoch FROM r.created_at) * 1000)::float8 AS at
      FROM unnest($1::uuid[]) AS w(id), LATERAL (
        SELECT id, status, waits, created_at FROM run WHERE workflow_id = w.id ORDER BY created_at DESC LIMIT 1) AS r`,
    values: [workflowIds],
  });
  return new Map(rows.map(({ workflow, ...run }) => [workflow, run]));
}

/** The first nodes without their config, and the edges between them. */
function miniature(graph: Graph): Pick<Graph, "nodes" | "edges"> {
  const nodes = graph.nodes.slice(0, drawnNodes).map((node) => ({ ...node, config: {} }));
  const ids = new Set(nodes.map((node) => node.id));
  return { nodes, edges: graph.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)) };
}
