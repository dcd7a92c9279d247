import type { JsonObject } from "@orrery/graph";
import type { ForeignFlow, ForeignNode } from "../foreign-flow.ts";
import { at, isObject, numberOf, objectOf, objectsOf, textOf } from "../json-access.ts";

/** Marks of where a container begins, which no wire of ours needs. */
const MARKS = new Set(["iteration-start", "loop-start"]);

/** An app of Dify: the drawing is `workflow.graph`, in the form of React Flow. */
export function readDify(file: JsonObject): ForeignFlow {
  const graph = objectOf(at(file, "workflow", "graph"));
  const mode = textOf(at(file, "app", "mode"));
  const extra = {
    $chat: mode === "advanced-chat",
    $environment: objectsOf(at(file, "workflow", "environment_variables")).filter((row) => row.value_type !== "secret"),
  };
  const all = objectsOf(graph.nodes);
  const marks = new Set(all.filter((node) => MARKS.has(textOf(at(node, "data", "type")))).map(({ id }) => textOf(id)));
  const leading = new Set(objectsOf(graph.edges).map(({ source }) => textOf(source)));
  const nodes = all
    .filter(({ id }) => !marks.has(textOf(id)))
    .map((node, index) => toNode(node, index, { ...extra, $leadsOn: leading.has(textOf(node.id)) }));
  const secrets = objectsOf(at(file, "workflow", "environment_variables")).filter((row) => row.value_type === "secret");
  const conversation = objectsOf(at(file, "workflow", "conversation_variables"));
  return {
    format: "dify",
    name: textOf(at(file, "app", "name")),
    description: textOf(at(file, "app", "description")),
    nodes,
    edges: objectsOf(graph.edges)
      .filter(({ source }) => !marks.has(textOf(source)))
      .map(({ source, sourceHandle, target }) => ({
        source: textOf(source),
        exit: textOf(sourceHandle) || "source",
        target: textOf(target),
        entry: "in",
      })),
    notes: [
      ...(secrets.length > 0
        ? [`What is secret was left out (${secrets.length}): add it as a credential in Settings.`]
        : []),
      ...(conversation.length > 0
        ? ["It kept variables of a conversation, which do not exist here: use a memory (Remember, Recall)."]
        : []),
    ],
    scale: { x: 1, y: 1 },
  };
}

function toNode(node: JsonObject, index: number, extra: JsonObject): ForeignNode {
  const data = objectOf(node.data);
  const type = textOf(data.type) || (node.type === "custom-note" ? "note" : textOf(node.type));
  const parent = textOf(node.parentId) || textOf(data.iteration_id) || textOf(data.loop_id);
  const width = numberOf(node.width) ?? numberOf(data.width);
  const height = numberOf(node.height) ?? numberOf(data.height);
  return {
    key: textOf(node.id) || `node ${index + 1}`,
    name: textOf(data.title) || (type === "note" ? "Note" : type),
    type,
    position: { x: numberOf(at(node, "position", "x")) ?? 0, y: numberOf(at(node, "position", "y")) ?? 0 },
    ...(width !== null && height !== null && { size: { width, height } }),
    ...(parent !== "" && { parent }),
    settings: type === "start" || type === "answer" ? { ...data, ...extra } : data,
    credentials: isObject(data.credential_id) || textOf(data.credential_id) !== "" ? ["a credential of Dify"] : [],
    isOff: false,
  };
}
