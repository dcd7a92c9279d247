import type { JsonObject } from "@orrery/graph";
import type { ForeignEdge, ForeignFlow, ForeignNode } from "../foreign-flow.ts";
import { at, isObject, listOf, numberOf, objectOf, objectsOf, textOf } from "../json-access.ts";
import { foldLoops } from "./fold-loops.ts";

/** An export of n8n: nodes by name, and wires by the name of their source, kind and number of the way out. */
export function readN8n(file: JsonObject): ForeignFlow {
  const zone = textOf(at(file, "settings", "timezone"));
  const nodes = objectsOf(file.nodes).map((node, index) => toNode(node, index, zone));
  const flow = {
    format: "n8n",
    name: textOf(file.name),
    description: textOf(at(file, "meta", "description")) || textOf(file.description),
    nodes: firstOfEach(nodes),
    edges: readConnections(objectOf(file.connections)),
    notes: [
      "In n8n a node runs once for each item that reaches it. Here a step runs once with what the step before gave: put what has to run for each entry of a list into a “For each”.",
    ],
    scale: { x: 1.3, y: 1.2 },
  } as const;
  return foldLoops(flow);
}

function toNode(node: JsonObject, index: number, zone: string): ForeignNode {
  const [x, y] = listOf(node.position);
  const name = textOf(node.name) || `Node ${index + 1}`;
  const type = textOf(node.type);
  const settings = objectOf(node.parameters);
  const isNote = type.endsWith(".stickyNote");
  const also = Object.fromEntries(
    ["retryOnFail", "maxTries", "waitBetweenTries", "onError", "continueOnFail"].flatMap((field) => {
      const value = node[field];
      return value === undefined ? [] : [[`$${field}`, value] as const];
    }),
  );
  return {
    key: name,
    name,
    type,
    position: { x: numberOf(x) ?? 0, y: numberOf(y) ?? 0 },
    ...(isNote && { size: { width: numberOf(settings.width) ?? 240, height: numberOf(settings.height) ?? 160 } }),
    settings: { ...settings, ...also, ...(type.endsWith("scheduleTrigger") && zone !== "" && { $timezone: zone }) },
    credentials: Object.values(objectOf(node.credentials)).flatMap((one) => {
      const label = isObject(one) ? textOf(one.name) : textOf(one);
      return label === "" ? [] : [label.slice(0, 100)];
    }),
    isOff: node.disabled === true,
  };
}

/** Names are how n8n tells nodes apart: a second one of a name is nobody's. */
function firstOfEach(nodes: readonly ForeignNode[]): readonly ForeignNode[] {
  const seen = new Set<string>();
  return nodes.filter(({ key }) => {
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** `main` wires keep the number of their way out; wires of other kinds (`ai_tool`) carry the kind at both ends. */
function readConnections(connections: JsonObject): readonly ForeignEdge[] {
  const edges: ForeignEdge[] = [];
  for (const [source, kinds] of Object.entries(connections)) {
    for (const [kind, exits] of Object.entries(objectOf(kinds))) {
      for (const [index, targets] of listOf(exits).entries()) {
        for (const target of objectsOf(targets)) {
          const isMain = kind === "main";
          edges.push({
            source,
            exit: isMain ? String(index) : kind,
            target: textOf(target.node),
            entry: isMain ? String(numberOf(target.index) ?? 0) : kind,
          });
        }
      }
    }
  }
  return edges;
}
