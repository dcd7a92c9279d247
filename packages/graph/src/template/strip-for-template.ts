import type { Graph, GraphNode } from "../graph.ts";
import type { Json, JsonObject } from "../json.ts";
import { isSaidElsewhere, isSecretName, stripText } from "./strip-text.ts";

/** What of a node type decides what is somebody's own; a catalogue of node types fits. */
export interface TemplateCatalog {
  get(type: string): { readonly fields: readonly TemplateField[] } | undefined;
}

interface TemplateField {
  /** In dots, with `*` for the members of a list. */
  readonly path: string;
  readonly control: string;
  /** A literal here is of whoever drew it, such as an address that mail goes to. */
  readonly private?: boolean;
}

/** Something that does not go along with a template. It never says what stood there. */
export interface StrippedField {
  /** Null where it stood at the workflow itself. */
  readonly nodeId: string | null;
  /** In dots, below the node (`config.headers.Authorization`) or the document (`description`). */
  readonly field: string;
  /** In words, to follow "It held". */
  readonly why: string;
}

/**
 * The drawing as others may have it: without handles of credentials, without literals in private fields, and without keys,
 * passwords and signed addresses wherever they stand in a text. Expressions stay: they hold no data. The result is a valid
 * document of the same nodes and edges, and stripping it again changes nothing.
 */
export function stripForTemplate(
  graph: Graph,
  catalog: TemplateCatalog,
): { readonly graph: Graph; readonly stripped: readonly StrippedField[] } {
  const stripped: StrippedField[] = [];
  const tell = (nodeId: string | null) => (field: string, why: string) => stripped.push({ nodeId, field, why });
  const head = tell(null);
  const { description, settings } = graph;
  const concurrency = settings?.concurrency;
  const clean: Graph = {
    ...graph,
    name: clear(graph.name, "name", head) || "Without a name",
    ...(description !== undefined && { description: clear(description, "description", head) }),
    ...(settings !== undefined &&
      concurrency !== undefined && {
        settings: { ...settings, concurrency: { ...concurrency, key: clear(concurrency.key, "settings", head) } },
      }),
    nodes: graph.nodes.map((node) => stripNode(node, catalog.get(node.type)?.fields ?? [], tell(node.id))),
  };
  return { graph: clean, stripped };
}

type Tell = (field: string, why: string) => void;

function stripNode(node: GraphNode, fields: readonly TemplateField[], tell: Tell): GraphNode {
  let config: Json = node.config;
  for (const field of fields) {
    const path = field.path.split(".");
    if (field.control === "credential") config = without(config, path, "config", tell);
    else if (field.private === true) config = withoutLiterals(config, path, "config", tell);
  }
  const { pinned, ...drawn } = node;
  // What a step once gave is data of whoever ran it.
  if (pinned !== undefined) tell("pinned", "an output that you pinned");
  return {
    ...drawn,
    ...(node.label !== undefined && { label: clear(node.label, "label", tell) }),
    config: stripMembers(isObject(config) ? config : {}, "config", tell),
  };
}

/** Without the member at a path. */
function without(value: Json, path: readonly string[], place: string, tell: Tell): Json {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  return within(value, name, place, (one, at) => {
    if (rest.length > 0) return without(one, rest, at, tell);
    if (one === "" || one === null) return one;
    tell(at, "a credential of your workspace");
    return undefined;
  });
}

/** With empty texts where a path holds literals. */
function withoutLiterals(value: Json, path: readonly string[], place: string, tell: Tell): Json {
  const [name, ...rest] = path;
  if (name !== undefined) return within(value, name, place, (one, at) => withoutLiterals(one, rest, at, tell));
  if (Array.isArray(value)) return value.map((one, index) => withoutLiterals(one, [], `${place}.${index}`, tell));
  if (isObject(value)) {
    const entries = Object.entries(value).map(
      ([key, one]) => [key, withoutLiterals(one, [], `${place}.${key}`, tell)] as const,
    );
    return Object.fromEntries(entries);
  }
  if (typeof value !== "string" || value.trim() === "" || /^\s*\{\{[^"'{}]*\}\}\s*$/.test(value)) return value;
  tell(place, "something that is yours alone");
  return "";
}

/** The value with one member, or for `*` each entry, changed; undefined takes it away. */
function within(value: Json, name: string, place: string, change: (one: Json, at: string) => Json | undefined): Json {
  if (name === "*" && Array.isArray(value)) {
    return value.flatMap((one, index) => {
      const next = change(one, `${place}.${index}`);
      return next === undefined ? [] : [next];
    });
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([key, one]) => {
    if (name !== "*" && key !== name) return [[key, one] as const];
    const next = change(one, `${place}.${key}`);
    return next === undefined ? [] : [[key, next] as const];
  });
  return Object.fromEntries(entries);
}

function stripMembers(value: JsonObject, place: string, tell: Tell): JsonObject {
  // Rows of a list name their value in a member beside it: `{ name: "Authorization", value: "…" }`.
  const named = [value.name, value.key].some((one) => typeof one === "string" && isSecretName(one));
  const entries = Object.entries(value).map(([key, one]) => {
    const isSecret = isSecretName(key) || (named && key === "value");
    return [key, stripValue(one, `${place}.${key}`, { isSecret, tell })] as const;
  });
  return Object.fromEntries(entries);
}

function stripValue(value: Json, place: string, how: { readonly isSecret: boolean; readonly tell: Tell }): Json {
  if (Array.isArray(value)) return value.map((one, index) => stripValue(one, `${place}.${index}`, how));
  if (isObject(value)) return stripMembers(value, place, how.tell);
  const isOpen = typeof value === "string" ? value === "" || isSaidElsewhere(value) : typeof value !== "number";
  if (how.isSecret && !isOpen) {
    how.tell(place, "a key or password");
    return "";
  }
  if (typeof value !== "string") return value;
  return clear(value, place, how.tell);
}

function clear(text: string, place: string, tell: Tell): string {
  const { text: left, why } = stripText(text);
  for (const one of why) tell(place, one);
  return left;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
