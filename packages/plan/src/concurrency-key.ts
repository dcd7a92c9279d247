import { evaluateTemplate, parseTemplate } from "@orrery/expr";
import type { Json } from "@orrery/graph";
import { canonicalJson } from "./canonical-json.ts";
import { sha256Hex } from "./hash.ts";
import type { Plan } from "./plan.ts";

const longestLabel = 80;

/** Under what a run shares places with others of its workflow. */
export interface ConcurrencyKey {
  /** The expression and its value, 64 hex digits: equal for runs that share places. */
  readonly hash: string;
  /** The value as people see it, at most 80 characters. */
  readonly label: string;
  readonly limit: number;
}

export type ConcurrencyKeyResult =
  | { readonly ok: true; readonly key: ConcurrencyKey | null }
  | { readonly ok: false; readonly message: string };

/**
 * The key of a run that begins at `entry` with this input; null where its plan sets no limit.
 * @param now epoch ms, for expressions that ask for the time.
 */
export function concurrencyKey(
  plan: Plan,
  { entry, input, now }: { readonly entry: string | null; readonly input: Json; readonly now: number },
): ConcurrencyKeyResult {
  const { concurrency } = plan;
  if (concurrency === undefined) return { ok: true, key: null };
  const variables = entry === null ? {} : { [entry]: input };
  const bindings = { variables, now, ran: (nodeId: string) => nodeId === entry };
  const found = evaluateTemplate(parseTemplate(concurrency.key), bindings);
  if (!found.ok) return { ok: false, message: found.error.message };
  const { value } = found;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean" && value !== null) {
    return { ok: false, message: "it has to be a text, a number or true or false." };
  }
  const text = String(value);
  const label = text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
  const hash = sha256Hex(canonicalJson({ expression: concurrency.key, value }));
  return { ok: true, key: { hash, label, limit: concurrency.limit } };
}
