import type { SubStep } from "@orrery/engine";

/** One of a step's own sub-steps with what came of it: a turn with the questions and calls that it led to. */
export interface TurnEntry {
  /** `turn.3`. */
  readonly name: string;
  /** "Turn 3". */
  readonly title: string;
  readonly own: SubStep | null;
  /** By number within the turn. */
  readonly calls: readonly TurnCall[];
}

export interface TurnCall {
  /** From 1. */
  readonly number: number;
  /** The question to a person before it; null where nobody was asked. */
  readonly ask: SubStep | null;
  readonly call: SubStep | null;
}

/** Sub-steps as turns, in their order: what is named `turn.3#call.1` belongs to `turn.3`. */
export function turnList(subSteps: readonly SubStep[]): readonly TurnEntry[] {
  const turns = new Map<string, { own: SubStep | null; calls: Map<number, TurnCall> }>();
  for (const sub of subSteps) {
    const [first = "", last] = sub.name.split("#");
    const turn = turns.get(first) ?? { own: null, calls: new Map<number, TurnCall>() };
    turns.set(first, turn);
    if (last === undefined && sub.kind === "own") {
      turn.own = sub;
      continue;
    }
    const number = Number(/(\d+)$/.exec(last ?? first)?.[1] ?? turn.calls.size + 1);
    const known = turn.calls.get(number) ?? { number, ask: null, call: null };
    turn.calls.set(number, sub.kind === "wait" ? { ...known, ask: sub } : { ...known, call: sub });
  }
  return [...turns].map(([name, { own, calls }]) => {
    return { name, title: turnTitle(name), own, calls: [...calls.values()].toSorted((a, b) => a.number - b.number) };
  });
}

function turnTitle(name: string): string {
  const [word = "", number] = name.split(".");
  const title = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  return number === undefined ? title : `${title} ${number}`;
}
