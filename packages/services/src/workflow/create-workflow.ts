import { type Graph, parseGraph, plainName } from "@orrery/graph";
import { v7 as uuidv7 } from "uuid";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { readInterfaces } from "../version/read-interfaces.ts";
import { writeAudit } from "../write-audit.ts";
import { inputJson } from "./input-json.ts";

/** What no editor can make: a draft may be unfinished and wrong, but it holds no circle and nothing unheard of. */
const beyondEditing: ReadonlySet<string> = new Set(["ORR_UNKNOWN_TYPE", "ORR_TYPE_VERSION", "ORR_CYCLE"]);

/**
 * Makes a workflow from a graph: parsed text of a file, or plain JSON. Returns its id.
 * Throws `INVALID` with diagnostics where it is not a graph, has a circle or an unknown type; nothing is stored then.
 */
export async function createWorkflow({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly graph: unknown; readonly name?: string };
}): Promise<{ readonly id: string }> {
  const actor = requirePermission(ctx.actor, "workflow.write");
  const parsed = parseGraph(input.graph);
  if (!parsed.ok) {
    throw new ServiceError("INVALID", "GRAPH", "This is not a workflow file Orrery can read.", parsed.diagnostics);
  }
  const broken = ctx.services
    .compile(parsed.graph, await readInterfaces(ctx.services, actor.workspaceId, parsed.graph))
    .diagnostics.filter(({ code }) => beyondEditing.has(code));
  if (broken.length > 0) {
    throw new ServiceError("INVALID", "GRAPH", "This workflow cannot be drawn as it is.", broken);
  }
  const name = plainName(input.name ?? parsed.graph.name) || "Without a name";
  const graph: Graph = name === parsed.graph.name ? parsed.graph : { ...parsed.graph, name };
  const id = uuidv7();
  await ctx.services.db.$transaction(async (tx) => {
    await tx.workflow.create({ data: { id, workspaceId: actor.workspaceId, name: graph.name } });
    await tx.draftSnapshot.create({ data: { workflowId: id, seq: 0, graph: inputJson(graph) } });
    await writeAudit(tx, { actor, verb: "workflow.create", subject: id });
  });
  await ctx.services.bus.publish("workspace", [actor.workspaceId]);
  return { id };
}
