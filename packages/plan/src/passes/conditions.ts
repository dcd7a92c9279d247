import { ALWAYS, Decisions, type Formula, NEVER, UNKNOWN } from "../logic/decisions.ts";
import { handlesOf } from "./handles.ts";
import type { ParsedNode } from "./parse.ts";
import type { Structure } from "./structure.ts";

/** Above this many deciding nodes a condition is no longer looked into. */
export const MAX_DECIDING = 12;

interface Outcomes {
  readonly variable: number | null;
  /** The handles, then `error` or, where the node goes on after a failure, null. */
  readonly values: readonly (string | null)[];
}

/**
 * When each node runs, seen from the start of its own level: the OR over its incoming edges of the source's condition and
 * that handle taken. A condition that rests on more than twelve deciding nodes is kept as one fact of its own, which says
 * nothing about others.
 */
export class Conditions {
  readonly logic = new Decisions();
  readonly #structure: Structure;
  readonly #conditions = new Map<string, Formula>();
  readonly #outcomes = new Map<string, Outcomes>();

  constructor(structure: Structure) {
    this.#structure = structure;
    for (const { order } of structure.levels.values())
      for (const id of order) this.#conditions.set(id, this.#compute(id));
  }

  /** That the node runs, given that its level does. */
  runs(id: string): Formula {
    return this.#conditions.get(id) ?? NEVER;
  }

  /** That the node ran and gave its output, or (the other face) failed softly and gave its error. */
  present(id: string, face: "output" | "error"): Formula {
    const { variable, values } = this.#outcomesOf(id);
    const soft = (value: string | null) => value === "error" || value === null;
    const matching = values.map((value) => soft(value) === (face === "error"));
    if (!matching.includes(true)) return NEVER;
    if (variable === null) return this.runs(id);
    return this.logic.and(this.runs(id), this.logic.oneOf(variable, matching));
  }

  #compute(id: string): Formula {
    const edges = this.#structure.incoming.get(id) ?? [];
    if (edges.length === 0) return ALWAYS;
    let formula: Formula = NEVER;
    for (const { source, sourceHandle } of edges) {
      formula = this.logic.or(formula, this.logic.and(this.runs(source), this.#fires(source, sourceHandle)));
    }
    const known = formula !== UNKNOWN && this.logic.support(formula).size <= MAX_DECIDING;
    return known ? formula : this.logic.oneOf(this.logic.variable(), [false, true]);
  }

  #fires(id: string, handle: string): Formula {
    const { variable, values } = this.#outcomesOf(id);
    if (variable === null) return ALWAYS;
    const fires = values.map((value) => value === handle || (value === null && handle === "out"));
    return this.logic.oneOf(variable, fires);
  }

  #outcomesOf(id: string): Outcomes {
    const known = this.#outcomes.get(id);
    if (known !== undefined) return known;
    const parsed = this.#structure.nodes.get(id);
    const values = parsed === undefined ? ["out"] : outcomeValues(parsed, this.#structure.outgoing.get(id) ?? []);
    const outcomes = { values, variable: values.length > 1 ? this.logic.variable() : null };
    this.#outcomes.set(id, outcomes);
    return outcomes;
  }
}

function outcomeValues(parsed: ParsedNode, outgoing: readonly { readonly sourceHandle: string }[]) {
  const handles = handlesOf(parsed) ?? [...new Set(outgoing.map((edge) => edge.sourceHandle))];
  return parsed.policy.onError === "continue" ? [...handles, null] : handles;
}
