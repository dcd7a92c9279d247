import type { RunStore } from "@orrery/db/run-log";
import type { Span } from "./span.ts";

const mostCharacters = 1_000;

/**
 * Spans with previews of the values that they name as attributes, for operators who asked for that. Secrets that Orrery knows
 * were hidden before the values were kept; what looks like one, or like an address of a person, is taken out here.
 */
export async function withContents(
  sql: RunStore["sql"],
  runId: string,
  spans: readonly Span[],
): Promise<readonly Span[]> {
  const ids = [...new Set(spans.flatMap(({ contents }) => Object.values(contents)))];
  if (ids.length === 0) return spans;
  const found = await sql.query<{ id: string; preview: string }>({
    name: "traced-previews",
    text: "SELECT id, preview FROM run_value WHERE run_id = $1::uuid AND id = ANY($2::uuid[])",
    values: [runId, ids],
  });
  const previews = new Map(found.rows.map(({ id, preview }) => [id, preview]));
  return spans.map((span) => {
    const told = Object.entries(span.contents).flatMap(([name, id]) => {
      const preview = previews.get(id);
      return preview === undefined ? [] : [[name, scrub(preview).slice(0, mostCharacters)] as const];
    });
    return told.length === 0 ? span : { ...span, attributes: { ...span.attributes, ...Object.fromEntries(told) } };
  });
}

const suspicious: readonly (readonly [RegExp, string])[] = [
  [/[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu, "[e-mail]"],
  [/\b(?:bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, "[credential]"],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, "[token]"],
  [/\b(?:sk|pk|rk|ghp|gho|ghs|xox[abprs]|orrery|AKIA)[-_]?[A-Za-z0-9_-]{16,}/g, "[key]"],
  [/(["'](?:password|passwd|secret|token|api[-_]?key|authorization)["']\s*:\s*["'])[^"']{1,}/gi, "$1[hidden]"],
  [/(?<![\d.])(?:\d[ -]?){12,18}\d(?!\d)/g, "[number]"],
  [/(?<!\w)\+\d[\d ()/-]{6,20}\d/g, "[phone]"],
];

/** The text without what looks like a secret or names a person: e-mail addresses, tokens, keys, numbers of cards, telephones. */
export function scrub(text: string): string {
  return suspicious.reduce((left, [pattern, word]) => left.replaceAll(pattern, word), text);
}
