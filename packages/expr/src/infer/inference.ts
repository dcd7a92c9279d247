import type {
  ExprDiagnostic,
  ExprType,
  PresenceObligation,
  ReadRef,
  Scope,
  ScopeVariable,
  TextRange,
} from "../expr-type.ts";
import type { Facts } from "./facts.ts";

/** What is collected while a template's types are inferred. */
export interface Findings {
  readonly text: string;
  readonly scope: Scope;
  readonly diagnostics: ExprDiagnostic[];
  readonly reads: Map<string, ReadRef>;
}

/** Where in an expression inference stands. */
export interface Place {
  readonly findings: Findings;
  /** Collects the obligations of the part at hand. */
  readonly obligations: PresenceObligation[];
  readonly facts: Facts;
  /** Names bound by comprehensions. */
  readonly locals: ReadonlyMap<string, ExprType>;
  /** Inside `default` or `has`, which catch what is missing. */
  readonly catchesMissing: boolean;
}

/** Adds a diagnostic; `replacement` mends it when put in place of `range`. */
export function report(
  place: Place,
  problem: {
    readonly code: string;
    readonly message: string;
    readonly range: TextRange;
    readonly fix?: { readonly title: string; readonly replacement: string } | undefined;
  },
): void {
  const { code, message, fix } = problem;
  const range = { start: problem.range.start, end: problem.range.end };
  place.findings.diagnostics.push(fix === undefined ? { code, message, range } : { code, message, range, fix });
}

/** What was read, in the order of the names. */
export function sortedReads(reads: ReadonlyMap<string, ReadRef>): readonly ReadRef[] {
  if (reads.size < 2) return [...reads.values()];
  return [...reads].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, ref]) => ref);
}

/** The source of a part, as it stands in the field. */
export function sourceOf(place: Place, range: TextRange): string {
  return place.findings.text.slice(range.start, range.end);
}

/** The variable of this name, unless a comprehension binds the name. */
export function scopeVariable(place: Place, name: string): ScopeVariable | undefined {
  return place.locals.has(name) ? undefined : place.findings.scope.variables.get(name);
}

const nothing: readonly string[] = [];

/** Notes that a variable is read; unless it is caught or inside `ran`, its presence must be proved. */
export function recordRead(place: Place, ref: ReadRef, range: TextRange | null): void {
  place.findings.reads.set(`${ref.variable} ${ref.face}`, ref);
  if (range === null) return;
  place.obligations.push({
    anyOf: [ref],
    assuming: place.facts.ran.size === 0 ? nothing : [...place.facts.ran].sort(),
    range: { start: range.start, end: range.end },
  });
}
