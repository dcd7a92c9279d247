import { cutToNode, type Graph, type Json, withoutPins } from "@orrery/graph";
import { canonicalJson, drawingHash, type Plan } from "@orrery/plan";
import { requirePermission } from "../actor.ts";
import { compileInWorkspace } from "../credential/compile-in-workspace.ts";
import type { ServiceContext, Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { readDraft } from "../workflow/read-draft.ts";
import { draftPins, noPins } from "./draft-pins.ts";
import { type Startable, submitStart } from "./submit-start.ts";

type Compiled = Omit<Startable, "name">;

const compiledGraphs = new WeakMap<Graph, Compiled>();

/**
 * Compiles the draft as it stands and starts a run of it with this input. Returns the run's id once the run, its command
 * and its job are durable. Throws `NOT_FOUND`, `INVALID` (`PLAN`: the graph has errors; `INPUT`: the input does not fit)
 * or `TOO_LARGE`; nothing is stored then.
 */
export async function startRun({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: {
    readonly workflowId: string;
    readonly input: Json;
    /** Node ids: the run pauses before each of their steps. */
    readonly breakpoints?: readonly string[];
    /** Outputs that are pinned in the draft stand for what their steps would give. */
    readonly pins?: boolean;
    /** A node: only what leads to it runs, and the run ends when it has. */
    readonly to?: string;
  };
}): Promise<{ readonly runId: string }> {
  const actor = requirePermission(ctx.actor, "run.start");
  const graph = await draftGraph(ctx.services, { workflowId: input.workflowId, workspaceId: actor.workspaceId });
  const { workflowId, breakpoints = [], to } = input;
  const drawn = to === undefined ? graph : partTo(graph, to);
  const compiled = await compileForRun(ctx.services, actor.workspaceId, drawn);
  if (to !== undefined) requireStep(compiled.plan, drawn, to);
  const pinned = input.pins === true ? draftPins(actor, { graph: drawn, plan: compiled.plan, workflowId }) : noPins;
  const stops = to === undefined ? breakpoints : breakpoints.filter((id) => isInPlan(compiled.plan, id));
  return submitStart(ctx, {
    name: graph.name,
    ...compiled,
    workflowId,
    input: input.input,
    breakpoints: stops,
    pinned,
  });
}

/** The part of a draft that leads to one of its nodes. Throws `INVALID` (`TARGET`) where it has no such node. */
export function partTo(graph: Graph, nodeId: string): Graph {
  const cut = cutToNode(graph, nodeId);
  if (cut === null) throw new ServiceError("INVALID", "TARGET", `There is no node “${nodeId.slice(0, 64)}” any more.`);
  return cut.graph;
}

export function isInPlan(plan: Plan, nodeId: string): boolean {
  return plan.nodes.some(({ id }) => id === nodeId);
}

/** Throws `INVALID` (`TARGET`) where a run of the part would never come to the node. */
export function requireStep(plan: Plan, drawn: Graph, nodeId: string): void {
  const found = plan.nodes.find(({ id }) => id === nodeId);
  if (found?.role === "step" || found?.role === "output" || found?.role === "entry") return;
  const name = drawn.nodes.find(({ id }) => id === nodeId)?.label ?? nodeId;
  throw new ServiceError("INVALID", "TARGET", `Nothing leads to “${name}”, so it cannot be run to.`);
}

/** The draft as it stands: where this process knows it already, one prepared statement says that it is still so. */
export async function draftGraph(
  services: Services,
  key: { readonly workflowId: string; readonly workspaceId: string },
): Promise<Graph> {
  const cached = services.drafts.get(key.workflowId);
  if (cached !== undefined) {
    const found = await services.pool.query<{ draft_seq: number }>({
      name: "draft-seq",
      text: "SELECT draft_seq FROM workflow WHERE id = $1::uuid AND workspace_id = $2 AND deleted_at IS NULL",
      values: [key.workflowId, key.workspaceId],
    });
    if (found.rows[0]?.draft_seq === cached.seq) return cached.graph;
  }
  return (await readDraft(services.db, services.drafts, key)).graph;
}

/** The same for a graph that is not a stored workflow: the CLI's `run FILE`. Only the local operator may. */
export async function startGraphRun({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly graph: Graph; readonly input: Json };
}): Promise<{ readonly runId: string }> {
  const actor = requirePermission(ctx.actor, "run.start");
  if (actor.kind !== "local")
    throw new ServiceError("FORBIDDEN", "LOCAL_ONLY", "Only the local operator may run a file.");
  const compiled = await compileForRun(ctx.services, actor.workspaceId, input.graph);
  return submitStart(ctx, { name: input.graph.name, ...compiled, workflowId: null, input: input.input });
}

/** The plan and the drawing of a graph, worked out once a graph. Throws `INVALID` where it has errors. */
export async function compileForRun(services: Services, workspaceId: string, graph: Graph): Promise<Compiled> {
  const known = compiledGraphs.get(graph);
  if (known !== undefined) return known;
  const { result } = await compileInWorkspace(services, workspaceId, graph);
  if (result.plan === null) {
    const errors = result.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
    throw new ServiceError(
      "INVALID",
      "PLAN",
      errors.length === 1
        ? `This workflow has a problem to fix before it can run: ${errors[0]?.message}`
        : `This workflow has ${errors.length} problems to fix before it can run.`,
      errors,
    );
  }
  const compiled: Compiled = {
    plan: result.plan,
    planJson: JSON.stringify(result.plan),
    drawing: { hash: drawingHash(graph), json: canonicalJson(withoutPins(graph)) },
  };
  // What names credentials and tools is held against them at each start: they come and go.
  const { secrets, tools } = result.plan.capabilities;
  if (secrets.length === 0 && tools.length === 0) compiledGraphs.set(graph, compiled);
  return compiled;
}
