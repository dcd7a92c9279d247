import type { GraphNode, JsonObject } from "@orrery/graph";
import type { Catalog, HandleSpec, NodeDefinition } from "@orrery/node-kit";

export type NodeKind = "card" | "room" | "note";

/** What is drawn of a node before anything has run. */
export interface NodeShape {
  readonly kind: NodeKind;
  readonly title: string;
  /** The type in words; the raw name where the type is not known. */
  readonly typeTitle: string;
  readonly definition: NodeDefinition | null;
  readonly config: JsonObject;
  readonly inputs: readonly HandleSpec[];
  /** With `error` where the policy branches. */
  readonly outputs: readonly HandleSpec[];
  /** It has a handle for tools. */
  readonly hasTools: boolean;
  readonly summary: readonly { readonly text: string; readonly mono?: boolean }[];
}

const ERROR_HANDLE: HandleSpec = { id: "error", label: "If it fails" };
const shapes = new WeakMap<GraphNode, NodeShape>();

/** The shape of a node, from its type's definition; of a half-typed config as much as can be said. */
export function nodeShape(catalog: Catalog, node: GraphNode): NodeShape {
  let shape = shapes.get(node);
  if (!shape) {
    shape = shapeOf(catalog.get(node.type) ?? null, node);
    shapes.set(node, shape);
  }
  return shape;
}

function shapeOf(definition: NodeDefinition | null, node: GraphNode): NodeShape {
  const title = node.label ?? definition?.title ?? node.id;
  if (!definition) {
    return {
      kind: "card",
      title,
      typeTitle: node.type,
      definition,
      config: node.config,
      inputs: [{ id: "in", label: "in" }],
      outputs: [{ id: "out", label: "out" }],
      hasTools: false,
      summary: [{ text: "This Orrery does not know this type." }],
    };
  }
  const config = readableConfig(definition, node.config);
  const outputs = definition.outputs(config);
  return {
    kind: definition.traits.role === "note" ? "note" : definition.traits.container ? "room" : "card",
    title,
    typeTitle: definition.title,
    definition,
    config,
    inputs: definition.inputs(config),
    outputs: node.policy?.onError === "branch" ? [...outputs, ERROR_HANDLE] : outputs,
    hasTools: definition.traits.toolHandle === true,
    summary: definition.summary(config),
  };
}

/** The config with its defaults; where it does not fit, each member that does not is taken from a fresh node. */
function readableConfig(definition: NodeDefinition, config: JsonObject): JsonObject {
  const whole = definition.config.safeParse(config);
  if (whole.success) return whole.data;
  let mended: JsonObject = { ...definition.initial, ...config };
  for (const issue of whole.error.issues) {
    const member = issue.path[0];
    if (typeof member !== "string") continue;
    const fresh = definition.initial[member];
    const { [member]: _wrong, ...rest } = mended;
    mended = fresh === undefined ? rest : { ...rest, [member]: fresh };
  }
  const again = definition.config.safeParse(mended);
  return again.success ? again.data : definition.initial;
}
