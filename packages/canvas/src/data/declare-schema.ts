import type { StepRecord } from "@orrery/engine";
import { type GraphNode, jsonAt } from "@orrery/graph";
import { type FieldSpec, inferSchema } from "@orrery/node-kit";
import { formatBytes } from "@orrery/ui";
import type { EditorServices } from "../editor/editor-context.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { outputBytes } from "./output-bytes.ts";

const mostBytes = 8 * 1024 * 1024;

/** The field of a node that declares what it gives; undefined where its type has none. */
export function schemaFieldOf({ catalog }: Pick<EditorServices, "catalog">, node: GraphNode): FieldSpec | undefined {
  return nodeShape(catalog, node).definition?.fields.find(({ describes }) => describes !== undefined);
}

/** Declares what a step gave as the shape of what its node gives, as one step of undo. Says why it cannot be. */
export async function declareSchema(
  services: EditorServices,
  node: GraphNode,
  record: Readonly<StepRecord>,
): Promise<void> {
  const { document, host, overlay, view } = services;
  const field = schemaFieldOf(services, node);
  if (!document || field?.describes === undefined || record.output === null) return;
  const bytes = overlay === null ? 0 : outputBytes(overlay.runState(), record.scopeKey, record.nodeId);
  if (bytes > mostBytes) {
    view.setState({ notice: `This output is ${formatBytes(bytes)}: too large to take a schema from.` });
    return;
  }
  const read = await host.readValue(record.output.id).catch(() => null);
  const path = field.describes === "" ? [] : field.describes.split(".");
  const sample = read?.kind === "value" ? jsonAt(read.value, path) : undefined;
  if (sample === undefined || sample === null) {
    view.setState({ notice: "There is no sample in this output to take a schema from." });
    return;
  }
  const op = { op: "config.set", id: node.id, path: field.path.split("."), value: inferSchema(sample) } as const;
  const result = document.edit(op, `Use the output of ${nodeShape(services.catalog, node).title} as its schema`);
  view.setState({
    notice: result.ok ? `“${field.label}” now says what this output looks like. Undo takes it back.` : result.message,
  });
}
