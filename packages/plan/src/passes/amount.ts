import type { Bound } from "../plan.ts";

/** A worst case under way. `base` counts lists of unknown length as empty; `whole` is false where something is unbounded. */
export interface Amount {
  readonly base: number;
  readonly unboundedBy: ReadonlySet<string>;
  readonly perItem: ReadonlyMap<string, number>;
}

export const nothing: Amount = { base: 0, unboundedBy: new Set(), perItem: new Map() };

const once: Amount = { ...nothing, base: 1 };

export function exactly(base: number): Amount {
  return base === 0 ? nothing : base === 1 ? once : { ...nothing, base };
}

export function unbounded(by: string): Amount {
  return { ...nothing, unboundedBy: new Set([by]) };
}

export function sum(amounts: readonly Amount[]): Amount {
  let base = 0;
  const open: Amount[] = [];
  for (const amount of amounts) {
    base += amount.base;
    if (amount.unboundedBy.size > 0) open.push(amount);
  }
  if (open.length === 0) return exactly(base);
  return {
    base,
    unboundedBy: new Set(open.flatMap((amount) => [...amount.unboundedBy])),
    perItem: new Map(open.flatMap((amount) => [...amount.perItem])),
  };
}

/** The largest of them; unbounded by all that are. */
export function largest(amounts: readonly Amount[]): Amount {
  const base = amounts.reduce((most, amount) => Math.max(most, amount.base), 0);
  return { ...sum(amounts), base };
}

/** `amount` for each of `count` entries; `count` null is a list of unknown length, in the container `by`. */
export function repeated(amount: Amount, count: number | null, by: string): Amount {
  if (isNothing(amount)) return nothing;
  if (count !== null) return { ...amount, base: amount.base * count };
  return {
    base: 0,
    unboundedBy: new Set([...amount.unboundedBy, by]),
    perItem: new Map([...amount.perItem, [by, amount.base]]),
  };
}

export function toBound({ base, unboundedBy, perItem }: Amount): Bound {
  return {
    max: unboundedBy.size > 0 ? null : base,
    unboundedBy: [...unboundedBy].toSorted(),
    perItem: Object.fromEntries([...perItem].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function isNothing({ base, unboundedBy }: Amount): boolean {
  return base === 0 && unboundedBy.size === 0;
}
