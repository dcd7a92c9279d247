import { type Graph, type GraphNode, isToolEdge, type Json, type JsonPath, TOOLS } from "@orrery/graph";
import type { Catalog, FieldSpec } from "@orrery/node-kit";
import { fieldAt, placeWords } from "../fields/field-at.ts";

/** Where a text of the document stands. A `key` is the name of a member that a person chose; its path ends with it. */
export type TextPlace =
  | { readonly kind: "workflow-name" | "description" }
  | { readonly kind: "label" | "id"; readonly nodeId: string }
  | { readonly kind: "config" | "key"; readonly nodeId: string; readonly path: JsonPath };

export interface SearchableText {
  readonly place: TextPlace;
  readonly text: string;
  /** Its place in words: “Prompt”, “Headers · accept”. */
  readonly label: string;
}

/** The names of members are a person's in these; elsewhere they are the format's. */
const NAMED_BY_PEOPLE: ReadonlySet<FieldSpec["control"]> = new Set(["json", "key-values", "tool-args"]);

/** Every text of a document that a person wrote: the workflow's own first, then node by node. */
export function searchableTexts(graph: Graph, catalog: Catalog): readonly SearchableText[] {
  const texts: SearchableText[] = [{ place: { kind: "workflow-name" }, text: graph.name, label: "Name" }];
  if (graph.description !== undefined) {
    texts.push({ place: { kind: "description" }, text: graph.description, label: "Description" });
  }
  const callers = Map.groupBy(graph.edges.filter(isToolEdge), ({ source }) => source);
  for (const node of graph.nodes) {
    const tools = new Set(callers.get(node.id)?.map(({ target }) => target));
    texts.push(...nodeTexts(node, catalog.get(node.type)?.fields ?? [], tools));
  }
  return texts;
}

/** `tools`: the ids of the node's tools, which are renamed with them. */
function nodeTexts(
  node: GraphNode,
  fields: readonly FieldSpec[],
  tools: ReadonlySet<string>,
): readonly SearchableText[] {
  const nodeId = node.id;
  const texts: SearchableText[] = [];
  if (node.label !== undefined) texts.push({ place: { kind: "label", nodeId }, text: node.label, label: "Name" });
  texts.push({ place: { kind: "id", nodeId }, text: nodeId, label: "Short name" });
  const walk = (value: Json, path: JsonPath): void => {
    if (typeof value === "string") {
      if (value === "" || isKeyword(fields, path)) return;
      texts.push({ place: { kind: "config", nodeId, path }, text: value, label: placeWords(fields, path) });
    } else if (isList(value)) {
      for (const [index, member] of value.entries()) walk(member, [...path, index]);
    } else if (value !== null && typeof value === "object") {
      for (const [key, member] of Object.entries(value)) {
        const at = [...path, key];
        const isTool = path.length === 1 && path[0] === TOOLS && tools.has(key);
        if (!isTool && isNamedByPeople(fields, path)) {
          texts.push({ place: { kind: "key", nodeId, path: at }, text: key, label: placeWords(fields, path) });
        }
        walk(member, at);
      }
    }
  };
  walk(node.config, []);
  return texts;
}

function isNamedByPeople(fields: readonly FieldSpec[], holder: JsonPath): boolean {
  const field = fieldAt(fields, holder);
  if (field === null) return false;
  if (field.spec.control === "json-schema") return holder.at(-1) === "properties";
  return NAMED_BY_PEOPLE.has(field.spec.control);
}

/** A word of JSON Schema itself, such as the type of a field. */
function isKeyword(fields: readonly FieldSpec[], path: JsonPath): boolean {
  const last = typeof path.at(-1) === "number" ? path.at(-2) : path.at(-1);
  return last === "type" && fieldAt(fields, path)?.spec.control === "json-schema";
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
