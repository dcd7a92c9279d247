import type { RunStore, TracedRun } from "@orrery/db/run-log";
import type { Catalog } from "@orrery/node-kit";
import type { RunFacts } from "./span-builder.ts";
import { type TracedNode, tracedNodes } from "./traced-node.ts";

const plansKept = 100;
const keptMs = 60_000;

/** Providers as the conventions name them, by what Orrery calls their kinds. */
const providers: ReadonlyMap<string, string> = new Map([
  ["openai", "openai"],
  ["anthropic", "anthropic"],
  ["google", "gcp.gemini"],
  ["mistral", "mistral_ai"],
  ["groq", "groq"],
]);

/** Reads what logs do not say of their runs; plans and providers are kept for a while. */
export function createFacts(
  store: Pick<RunStore, "log" | "sql">,
  catalog: Catalog,
): (run: TracedRun) => Promise<RunFacts> {
  const plans = new Map<string, ReadonlyMap<string, TracedNode>>();
  const kinds = new Map<string, { readonly at: number; readonly byHandle: ReadonlyMap<string, string> }>();

  const nodesOf = async ({ runId, planHash }: TracedRun): Promise<ReadonlyMap<string, TracedNode>> => {
    const known = plans.get(planHash);
    if (known !== undefined) return known;
    const plan = await store.log.plan(runId);
    const nodes = plan === null ? new Map<string, TracedNode>() : tracedNodes(plan, catalog);
    const [oldest] = plans.keys();
    if (plans.size >= plansKept && oldest !== undefined) plans.delete(oldest);
    plans.set(planHash, nodes);
    return nodes;
  };

  const kindsOf = async (workspaceId: string): Promise<ReadonlyMap<string, string>> => {
    const known = kinds.get(workspaceId);
    if (known !== undefined && performance.now() - known.at < keptMs) return known.byHandle;
    const found = await store.sql.query<{ handle: string; kind: string }>({
      name: "traced-providers",
      text: "SELECT handle, kind FROM model_provider WHERE workspace_id = $1",
      values: [workspaceId],
    });
    const byHandle = new Map(found.rows.map(({ handle, kind }) => [handle, kind]));
    if (kinds.size >= plansKept) kinds.clear();
    kinds.set(workspaceId, { at: performance.now(), byHandle });
    return byHandle;
  };

  return async (run) => {
    const [nodes, byHandle] = await Promise.all([nodesOf(run), kindsOf(run.workspaceId)]);
    const { runId, workspaceId, workflowId, name, version, planHash, parent, forkOf } = run;
    return {
      runId,
      workspaceId,
      workflowId,
      name,
      version,
      planHash,
      parent,
      forkOf,
      nodes,
      providerOf: (model) => {
        if (model === "offline") return "orrery.offline";
        const [handle = "", ...rest] = model.split("/");
        // A kind that the conventions have no name for is told by the name that its owner gave it.
        return rest.length === 0 || !byHandle.has(handle)
          ? null
          : (providers.get(byHandle.get(handle) ?? "") ?? handle);
      },
    };
  };
}
