import type { PresenceObligation, ReadRef, TextRange } from "../expr-type.ts";

const maxClauses = 256;

/**
 * What must be proved so that `default(x, y)` has a value: all of x's obligations, or all of y's. As a conjunction of
 * clauses that is every pair, one of each side; with none on a side there is nothing to prove. Beyond 256 pairs y's
 * alone are asked for, which suffice.
 */
export function eitherPresent(
  first: readonly PresenceObligation[],
  second: readonly PresenceObligation[],
  range: TextRange,
): readonly PresenceObligation[] {
  if (first.length === 0) return [];
  if (first.length * second.length > maxClauses) return second;
  const place = { start: range.start, end: range.end };
  return first.flatMap((ours) =>
    second.map((theirs) => ({
      anyOf: distinct([...ours.anyOf, ...theirs.anyOf]),
      assuming: [...new Set([...ours.assuming, ...theirs.assuming])].sort(),
      range: place,
    })),
  );
}

function distinct(refs: readonly ReadRef[]): readonly ReadRef[] {
  return [...new Map(refs.map((ref) => [`${ref.variable} ${ref.face}`, ref])).values()];
}
