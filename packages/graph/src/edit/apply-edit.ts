import { checkJson } from "../check-json.ts";
import { explainIssues } from "../explain-issues.ts";
import type { EditOp, EditResult, Graph } from "../graph.ts";
import { addNode } from "./add-node.ts";
import { addEdge, removeEdge } from "./change-edges.ts";
import { setDescription, setName, setSettings } from "./change-head.ts";
import {
  disableNode,
  labelNode,
  moveNodes,
  parentNode,
  pinNode,
  resizeNode,
  setJoin,
  setPolicy,
} from "./change-node.ts";
import { Draft } from "./draft.ts";
import { editOpSchema } from "./edit-op-schema.ts";
import { done, type Outcome, refused } from "./outcome.ts";
import { removeNode } from "./remove-node.ts";
import { renameNode } from "./rename-node.ts";
import { setConfig } from "./set-config.ts";

/** Deeper than any op can be that leaves a document within its limits, and shallow enough to recurse over. */
const OP_DEPTH = 80;

/**
 * Applies one edit. Gives the new document, which shares everything that did not change, and the op that takes it back
 * exactly; or why not, and then nothing has changed. Never throws, also for an op that came from outside. A batch is
 * applied all or none, in time linear in its size.
 */
export function applyEdit(graph: Graph, op: EditOp): EditResult {
  const unclean = checkJson(op, OP_DEPTH)[0];
  if (unclean) return { ok: false, refusal: "INVALID", message: unclean.message };
  const parsed = editOpSchema.safeParse(op);
  if (!parsed.success) {
    const issue = explainIssues(parsed.error.issues, op)[0];
    return {
      ok: false,
      refusal: "INVALID",
      message: `${issue?.path.join(".") || "The edit"} ${issue?.problem ?? "is not valid"}.`,
    };
  }
  const draft = new Draft(graph);
  const outcome = apply(draft, parsed.data);
  return outcome.ok ? { ok: true, graph: draft.toGraph(), inverse: outcome.inverse } : outcome;
}

function apply(draft: Draft, op: EditOp): Outcome {
  switch (op.op) {
    case "node.add":
      return addNode(draft, op);
    case "node.remove":
      return removeNode(draft, op);
    case "node.move":
      return moveNodes(draft, op);
    case "node.resize":
      return resizeNode(draft, op);
    case "node.rename":
      return renameNode(draft, op);
    case "node.label":
      return labelNode(draft, op);
    case "node.parent":
      return parentNode(draft, op);
    case "node.disable":
      return disableNode(draft, op);
    case "node.pin":
      return pinNode(draft, op);
    case "config.set":
      return setConfig(draft, op);
    case "policy.set":
      return setPolicy(draft, op);
    case "join.set":
      return setJoin(draft, op);
    case "edge.add":
      return addEdge(draft, op);
    case "edge.remove":
      return removeEdge(draft, op);
    case "graph.name":
      return setName(draft, op);
    case "graph.description":
      return setDescription(draft, op);
    case "settings.set":
      return setSettings(draft, op);
    case "batch":
      return applyAll(draft, op.name, op.ops);
    default:
      return unknownOp(op);
  }
}

function applyAll(draft: Draft, name: string, ops: readonly EditOp[]): Outcome {
  const inverses: EditOp[] = [];
  for (const op of ops) {
    const outcome = apply(draft, op);
    if (!outcome.ok) return outcome;
    inverses.push(outcome.inverse);
  }
  return done({ op: "batch", name, ops: inverses.reverse() });
}

function unknownOp(op: never): Outcome {
  return refused("INVALID", `This edit is not known here: ${JSON.stringify(op).slice(0, 80)}.`);
}
