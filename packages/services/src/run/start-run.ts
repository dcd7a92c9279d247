import type { Graph, Json } from "@orrery/graph";
import { validateJson } from "@orrery/node-kit";
import type { Diagnostic, Plan } from "@orrery/plan";
import { canonicalJson, drawingHash } from "@orrery/plan";
import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext, Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { readDraft } from "../workflow/read-draft.ts";

/** A run's input and a step's value end here. */
const maxInputBytes = 4 * 1024 * 1024;

interface Compiled {
  readonly plan: Plan;
  readonly planJson: string;
  readonly drawing: { readonly hash: string; readonly json: string };
}

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
  readonly input: { readonly workflowId: string; readonly input: Json };
}): Promise<{ readonly runId: string }> {
  const actor = requirePermission(ctx.actor, "run.start");
  const graph = await draftGraph(ctx.services, { workflowId: input.workflowId, workspaceId: actor.workspaceId });
  return submit(ctx, { graph, workflowId: input.workflowId, input: input.input });
}

/** The draft as it stands: where this process knows it already, one prepared statement says that it is still so. */
async function draftGraph(
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
  return submit(ctx, { graph: input.graph, workflowId: null, input: input.input });
}

async function submit(
  ctx: ServiceContext,
  start: { readonly graph: Graph; readonly workflowId: string | null; readonly input: Json },
): Promise<{ readonly runId: string }> {
  const actor = requirePermission(ctx.actor, "run.start");
  const compiled = compileForRun(ctx.services, start.graph);
  const problems = validateJson(compiled.plan.inputSchema, start.input);
  if (problems.length > 0) {
    const first = problems[0];
    throw new ServiceError(
      "INVALID",
      "INPUT",
      `The input does not fit: ${first?.path === "" ? "" : `${first?.path}: `}${first?.message}`,
      problems.map(
        (problem): Diagnostic => ({
          code: "ORR_INPUT",
          severity: "error",
          message: problem.message,
          field: problem.path,
        }),
      ),
    );
  }
  const json = JSON.stringify(start.input);
  const bytes = Buffer.byteLength(json, "utf8");
  if (bytes > maxInputBytes) throw new ServiceError("TOO_LARGE", "INPUT", "The input is larger than 4 MB.");

  const runId = uuidv7();
  const valueId = uuidv7();
  const commandId = uuidv7();
  const entry = compiled.plan.nodes.find((node) => node.role === "entry")?.id ?? null;
  const startedBy = actorName(actor);
  await ctx.services.submitter.submit({
    runId,
    workspaceId: actor.workspaceId,
    workflowId: start.workflowId,
    name: start.graph.name,
    plan: { hash: compiled.plan.hash, json: compiled.planJson },
    drawing: compiled.drawing,
    startedBy,
    command: {
      id: commandId,
      payload: JSON.stringify({ input: { id: valueId, bytes }, planHash: compiled.plan.hash, entry }),
    },
    input: { id: valueId, kind: "json", json, labels: { i: "T", c: [] } },
  });
  return { runId };
}

function compileForRun(services: Services, graph: Graph): Compiled {
  const known = compiledGraphs.get(graph);
  if (known !== undefined) return known;
  const result = services.compile(graph);
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
    drawing: { hash: drawingHash(graph), json: canonicalJson(graph) },
  };
  compiledGraphs.set(graph, compiled);
  return compiled;
}
