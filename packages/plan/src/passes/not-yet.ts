import type { EditOp, Graph, GraphNode } from "@orrery/graph";
import type { Diagnostic } from "../plan.ts";

/** Fields of the format that this engine does not carry out yet: an error, so that nothing is accepted and then ignored. */
export function notYetOfNode(node: GraphNode): readonly Diagnostic[] {
  const { policy = {} } = node;
  const { runsOn, ...kept } = policy;
  const without: EditOp = { op: "policy.set", id: node.id, policy: kept };
  const found: Diagnostic[] = [];
  const say = (field: string, what: string, op: EditOp) =>
    found.push(notYet(what, { nodeId: node.id, field, fix: { kind: "edit", title: "Remove it", op } }));
  if (runsOn !== undefined && runsOn.length > 0)
    say("policy.runsOn", `“${node.id}” asks for certain executors`, without);
  return found;
}

/** The same for the settings of the whole document. */
export function notYetOfSettings(graph: Graph): readonly Diagnostic[] {
  const { concurrency, priority = 0, ...settings } = graph.settings ?? {};
  const op: EditOp = { op: "settings.set", settings };
  const said: readonly [boolean, string, string][] = [
    [concurrency !== undefined, "settings.concurrency", "A limit on runs at the same time is set"],
    [priority !== 0, "settings.priority", "A priority is set"],
  ];
  return said
    .filter(([present]) => present)
    .map(([, field, what]) =>
      notYet(what, { field, fix: { kind: "edit", title: "Keep only what is carried out", op } }),
    );
}

function notYet(what: string, place: Pick<Diagnostic, "nodeId" | "field" | "fix">): Diagnostic {
  return {
    code: "ORR_NOT_YET",
    severity: "error",
    message: `${what}, which this engine does not carry out yet. Remove it.`,
    ...place,
  };
}
