import { ALWAYS, Decisions, type Formula, NEVER, UNKNOWN } from "../logic/decisions.ts";
import { handlesOf } from "./handles.ts";
import { mayPassDeadline } from "./join-of.ts";
import type { ParsedNode } from "./parse.ts";
import type { Structure } from "./structure.ts";

/** Above this many deciding nodes a condition is no longer looked into. */
export const MAX_DECIDING = 12;

interface Outcomes {
  readonly variable: number | null;
  /** The handles, then `error` or, where the node goes on after a failure, null. */
  readonly values: readonly (string | null)[];
  /** It may fail before anything has arrived: its deadline passes whether or not an edge would have fired. */
  readonly early: boolean;
  readonly off: boolean;
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
  /** Which entry started the run; where there are several. */
  #entry: number | undefined;

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
    const outcomes = this.#outcomesOf(id);
    const matching = outcomes.values.map((value) => isSoft(value) === (face === "error"));
    return outcomes.off || !matching.includes(true) ? NEVER : this.#ends(id, outcomes, matching);
  }

  #compute(id: string): Formula {
    const edges = this.#structure.incoming.get(id) ?? [];
    if (edges.length === 0) return this.#begins(id);
    let formula: Formula = NEVER;
    for (const { source, sourceHandle } of edges) {
      formula = this.logic.or(formula, this.#fires(source, sourceHandle));
    }
    const known = formula !== UNKNOWN && this.logic.support(formula).size <= MAX_DECIDING;
    return known ? formula : this.logic.oneOf(this.logic.variable(), [false, true]);
  }

  /** Of several entries exactly one starts a run; the others are skipped. */
  #begins(id: string): Formula {
    const entries = this.#entries();
    if (entries.length < 2 || !entries.includes(id)) return ALWAYS;
    this.#entry ??= this.logic.variable();
    return this.logic.oneOf(
      this.#entry,
      entries.map((entry) => entry === id),
    );
  }

  #entries(): readonly string[] {
    const { levels, nodes } = this.#structure;
    return (levels.get(null)?.order ?? []).filter((id) => nodes.get(id)?.definition?.traits.role === "entry");
  }

  #fires(id: string, handle: string): Formula {
    const outcomes = this.#outcomesOf(id);
    if (outcomes.off) return handle === "out" ? this.runs(id) : NEVER;
    const fires = outcomes.values.map((value) => value === handle || (value === null && handle === "out"));
    return this.#ends(id, outcomes, fires);
  }

  /** That the node ends with one of these of its outcomes. */
  #ends(id: string, { variable, values, early }: Outcomes, matching: readonly boolean[]): Formula {
    if (variable === null) return this.runs(id);
    const { logic } = this;
    if (!early) return logic.and(this.runs(id), logic.oneOf(variable, matching));
    const soft = matching.map((is, at) => is && isSoft(values[at] ?? null));
    const hard = matching.map((is, at) => is && !isSoft(values[at] ?? null));
    return logic.or(logic.oneOf(variable, soft), logic.and(this.runs(id), logic.oneOf(variable, hard)));
  }

  #outcomesOf(id: string): Outcomes {
    const known = this.#outcomes.get(id);
    if (known !== undefined) return known;
    const parsed = this.#structure.nodes.get(id);
    const values = parsed === undefined ? ["out"] : outcomeValues(parsed, this.#structure.outgoing.get(id) ?? []);
    const early = parsed !== undefined && mayPassDeadline(parsed);
    const off = parsed?.node.disabled === true;
    const outcomes = { values, early, off, variable: values.length > 1 && !off ? this.logic.variable() : null };
    this.#outcomes.set(id, outcomes);
    return outcomes;
  }
}

function isSoft(value: string | null): boolean {
  return value === "error" || value === null;
}

function outcomeValues(parsed: ParsedNode, outgoing: readonly { readonly sourceHandle: string }[]) {
  const handles = handlesOf(parsed) ?? [...new Set(outgoing.map((edge) => edge.sourceHandle))];
  return parsed.policy.onError === "continue" ? [...handles, null] : handles;
}
