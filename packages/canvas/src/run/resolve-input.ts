import {
  containerOf,
  loopState,
  nodeReading,
  type RunState,
  type StepRecord,
  scopeKeyOf,
  visibleStepKey,
} from "@orrery/engine";
import { type Bindings, evaluateJson, parseTemplate } from "@orrery/expr";
import type { GraphNode, Json, JsonObject } from "@orrery/graph";
import type { NodeDefinition } from "@orrery/node-kit";
import type { CardHost } from "@orrery/node-kit/card";
import { formatBytes } from "@orrery/ui";
import { outputBytes } from "../data/output-bytes.ts";
import { readPath } from "../fields/config-path.ts";

/** A browser does not fetch more than this to show what a step took. */
const mostBytes = 16 * 1024 * 1024;

export interface ResolveInputArgs {
  readonly node: GraphNode;
  readonly definition: NodeDefinition;
  readonly record: Readonly<StepRecord>;
  readonly state: RunState;
  /** The drawing's nodes, for the items of containers around the step. */
  readonly nodes: readonly GraphNode[];
  readonly readValue: CardHost["readValue"];
}

export type ResolvedField =
  | { readonly label: string; readonly ok: true; readonly value: Json }
  | { readonly label: string; readonly ok: false; readonly why: string };

/**
 * What a step took: the expressions of its config, evaluated again over the values it could read. The log does not keep a
 * step's input, because config and upstream values give it again.
 */
export async function resolveInput(args: ResolveInputArgs): Promise<readonly ResolvedField[]> {
  const { definition, node, record, state } = args;
  const scopeKey = scopeKeyOf(record.key);
  const config: JsonObject = node.config;
  const fields: ResolvedField[] = [];
  for (const spec of definition.fields) {
    if (!spec.expression || spec.inIteration || spec.path.includes("*")) continue;
    const source = readPath(config, spec.path.split("."));
    if (source === undefined || source === "") continue;
    const bindings = await bindNames(args, scopeKey, namesIn(source));
    if (typeof bindings === "string") {
      fields.push({ label: spec.label, ok: false, why: bindings });
      continue;
    }
    const result = evaluateJson(source, bindings);
    if (result.ok) fields.push({ label: spec.label, ok: true, value: toJson(result.value) });
    else fields.push({ label: spec.label, ok: false, why: result.error.message });
  }
  if (definition.traits.role === "entry" && state.started) {
    const input = await args.readValue(state.started.input.id);
    if (input.kind === "value") fields.push({ label: "Input of the run", ok: true, value: input.value });
  }
  return fields;
}

/** Where the values of a run are read from. */
export type BindingSource = Pick<ResolveInputArgs, "state" | "nodes" | "readValue">;

/** What expressions in this scope of a run may see of these names; a text says what is missing. */
export async function bindNames(
  args: BindingSource,
  scopeKey: string,
  names: ReadonlySet<string>,
): Promise<Bindings | string> {
  const { state, readValue } = args;
  const variables: { [name: string]: unknown } = {};
  const ran = new Set<string>();
  for (const name of names) {
    if (name === "run") {
      variables.run = { signals: addressesFrom(scopeKey, state) };
      continue;
    }
    const around = enclosing(scopeKey, name);
    if (around) {
      const own = await iterationOf(args, name, around);
      if (typeof own === "string") return own;
      variables[name] = own;
      continue;
    }
    if (visibleStepKey(state.index, scopeKey, name) === null) continue;
    const reading = nodeReading(state, scopeKey, name);
    if (reading.output) {
      const bytes = outputBytes(state, scopeKey, name);
      if (bytes > mostBytes) return `What “${name}” gave is ${formatBytes(bytes)}: too much to work it out here.`;
      const read = await readValue(reading.output.id);
      if (read.kind === "missing") return `What “${name}” gave is no longer kept.`;
      variables[name] = read.value;
      ran.add(name);
    } else if (reading.error) {
      const read = reading.error.value ? await readValue(reading.error.value.id) : null;
      const said = read?.kind === "value" && typeof read.value === "object" && read.value !== null ? read.value : {};
      variables[name] = { error: { code: reading.error.code, class: reading.error.class, ...said } };
    }
  }
  return { variables, now: state.started?.at ?? 0, ran: (nodeId) => ran.has(nodeId) };
}

/** Whoever has an address can answer in its step's place, so only its name is shown. */
function addressesFrom(scopeKey: string, { index }: RunState): { readonly [nodeId: string]: string } {
  const visible = [...index.nodes.keys()].filter((id) => visibleStepKey(index, scopeKey, id) !== null);
  return Object.fromEntries(visible.map((id) => [id, `(the address of ${id})`]));
}

/** The iteration of `containerId` that a scope lies in. */
function enclosing(scopeKey: string, containerId: string): { containerKey: string; index: number } | null {
  for (let scope = scopeKey; scope !== ""; ) {
    const around = containerOf(scope);
    if (!around) return null;
    if (around.containerKey.slice(around.containerKey.lastIndexOf("/") + 1) === containerId) return around;
    scope = scopeKeyOf(around.containerKey);
  }
  return null;
}

/** What a container's name means inside one of its iterations. */
async function iterationOf(
  args: BindingSource,
  containerId: string,
  { containerKey, index }: { readonly containerKey: string; readonly index: number },
): Promise<{ readonly [name: string]: unknown } | string> {
  if (args.state.index.nodes.get(containerId)?.node.container?.kind !== "loop") {
    const item = await itemOf(args, containerKey, containerId, index);
    return typeof item === "string" ? item : { item: item.value, index };
  }
  const ref = loopState(args.state, containerKey, index);
  const read = ref === null ? null : await args.readValue(ref.id);
  if (read?.kind !== "value") return `The state of “${containerId}” is no longer kept.`;
  return { state: read.value, index };
}

async function itemOf(
  args: BindingSource,
  containerKey: string,
  containerId: string,
  index: number,
): Promise<{ readonly value: unknown } | string> {
  const shape = args.state.index.nodes.get(containerId);
  const drawn = args.nodes.find((node) => node.id === containerId);
  const items = drawn && shape?.node.container ? drawn.config.items : undefined;
  if (items === undefined) return `The list of “${containerId}” is not known.`;
  const bindings = await bindNames(args, scopeKeyOf(containerKey), namesIn(items));
  if (typeof bindings === "string") return bindings;
  const result = evaluateJson(items, bindings);
  if (!result.ok) return result.error.message;
  return Array.isArray(result.value) ? { value: result.value[index] } : `“${containerId}” had no list.`;
}

/** Names that may be variables: every identifier in the expressions. Too many does no harm. */
export function namesIn(source: Json): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: Json): void => {
    if (typeof value === "string") {
      for (const part of parseTemplate(value).parts) {
        if (part.kind !== "expression") continue;
        for (const [name] of value.slice(part.source.start, part.source.end).matchAll(/[a-z][a-z0-9_]*/g)) {
          names.add(name);
        }
      }
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit(source);
  return names;
}

/** An evaluated expression is JSON by FORMAT; what could not be is shown as its text. */
function toJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return text === undefined ? null : JSON.parse(text);
}
