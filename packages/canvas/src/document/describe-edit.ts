import type { EditOp } from "@orrery/graph";

/** What an edit does, in words, for "Undo …" and for a refused one. */
export function describeEdit(op: EditOp): string {
  switch (op.op) {
    case "node.add":
      return `Add ${op.node.label ?? op.node.id}`;
    case "node.remove":
      return `Delete ${op.id}`;
    case "node.move":
      return op.moves.length === 1 ? `Move ${op.moves[0]?.id ?? ""}` : `Move ${op.moves.length} nodes`;
    case "node.resize":
      return `Resize ${op.id}`;
    case "node.rename":
      return `Rename ${op.from} to ${op.to}`;
    case "node.label":
      return `Name ${op.id}`;
    case "node.parent":
      return op.parentId === null ? `Take ${op.id} out` : `Put ${op.id} into ${op.parentId}`;
    case "node.disable":
      return op.disabled ? `Turn off ${op.id}` : `Turn on ${op.id}`;
    case "node.pin":
      return op.pinned === null ? `Unpin ${op.id}` : `Pin the output of ${op.id}`;
    case "config.set":
      return `Change ${op.path.filter((part) => typeof part === "string").join(" ")} of ${op.id}`;
    case "policy.set":
      return `Change what happens when ${op.id} fails`;
    case "join.set":
      return `Change what ${op.id} waits for`;
    case "edge.add":
      return `Connect ${op.edge.source} to ${op.edge.target}`;
    case "edge.remove":
      return "Remove a connection";
    case "graph.name":
      return "Rename the workflow";
    case "graph.description":
      return "Change the description";
    case "settings.set":
      return "Change the settings";
    case "batch":
      return op.name;
  }
}
