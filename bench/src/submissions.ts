import { randomUUID } from "node:crypto";
import type { RunSubmission } from "@orrery/db";
import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { canonicalJson, compile, drawingHash } from "@orrery/plan";
import { v7 as uuidv7 } from "uuid";

/** So many runs of one graph with an empty input, as the studio's verb makes them. Throws where the graph has errors. */
export function submissionsOf(graph: Graph, count: number): readonly RunSubmission[] {
  const { plan, diagnostics } = compile(graph, { catalog });
  if (plan === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const stored = {
    workspaceId: "default",
    workflowId: null,
    name: graph.name,
    plan: { hash: plan.hash, json: JSON.stringify(plan) },
    drawing: { hash: drawingHash(graph), json: canonicalJson(graph) },
    startedBy: "bench",
  };
  const entry = plan.nodes.find((node) => node.role === "entry")?.id ?? null;
  return Array.from({ length: count }, (): RunSubmission => {
    const input = { id: uuidv7(), kind: "json" as const, json: "{}", labels: { i: "T" as const, c: [] } };
    const payload = JSON.stringify({ input: { id: input.id, bytes: 2 }, planHash: plan.hash, entry });
    return { ...stored, runId: uuidv7(), command: { id: randomUUID(), payload }, input };
  });
}
