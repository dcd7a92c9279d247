import { type ScopeVariable, stringType } from "@orrery/expr";
import type { FieldAnalysis } from "./analyze-field.ts";
import type { Structure } from "./structure.ts";

/** The name by which expressions read what is known of the run itself. No node can have it. */
export const RUN = "run";

/** Variables of runs made so far, by the names in them: the same names are the same variable, also in the next compilation. */
export type RunVariables = Map<string, ScopeVariable>;

/**
 * The steps that wait for a call and have one address for a node: those in its own container, in the same iteration, and
 * in the containers around it. Their order does not count: an address is known as soon as the run has begun.
 */
export function signalsFor(nodeId: string, structure: Structure): readonly string[] {
  const names: string[] = [];
  for (let at: string | undefined = nodeId; at !== undefined; at = structure.nodes.get(at)?.node.parentId) {
    const level = structure.levels.get(structure.nodes.get(at)?.node.parentId ?? null);
    names.push(...(level?.order ?? []).filter((id) => isCalled(id, structure)));
  }
  return names.toSorted();
}

/** What `run` means where these steps wait for calls: `run.signals.<id>` is an address. */
export function runVariable(names: readonly string[], made: RunVariables): ScopeVariable {
  const key = names.join();
  const known = made.get(key);
  if (known !== undefined) return known;
  const properties = Object.fromEntries(names.map((id) => [id, { type: stringType, optional: false }]));
  const signals = { type: { kind: "object", properties, open: false }, optional: false } as const;
  const variable: ScopeVariable = { output: { kind: "object", properties: { signals }, open: false } };
  made.set(key, variable);
  return variable;
}

/** The steps whose addresses a node's expressions read, sorted. One that is not named plainly may be any of them. */
export function signalsRead(
  nodeId: string,
  analyses: readonly FieldAnalysis[],
  structure: Structure,
): readonly string[] {
  const reading = analyses.filter(({ reads }) => reads.some(({ variable }) => variable === RUN));
  if (reading.length === 0) return [];
  const texts = reading.map(({ field }) => JSON.stringify(field.value)).join("\n");
  const plain = [...texts.matchAll(/(?<![\w.])run\.signals\.([a-z]\w*)/g)].flatMap(([, id]) => id ?? []);
  const all = texts.match(/(?<![\w.])run(?!\w)/g)?.length ?? 0;
  if (plain.length === all) return [...new Set(plain)].filter((id) => structure.live.has(id)).toSorted();
  return signalsFor(nodeId, structure);
}

function isCalled(id: string, { nodes, live, off }: Structure): boolean {
  const { definition, config } = nodes.get(id) ?? {};
  if (!definition?.awaitsSignal || !config || !live.has(id) || off.has(id)) return false;
  return definition.awaitsSignal(config);
}
