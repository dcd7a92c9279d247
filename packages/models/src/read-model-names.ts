import type { ModelProviderKind } from "@orrery/ports";

const longestName = 200;
/** By which Google says that a model can be asked for text or for vectors. */
const uses = ["generateContent", "embedContent"];

/** The names on one page of an endpoint's list, and by what the next page is asked for; null where it is something else. */
export function readModelNames(
  kind: ModelProviderKind,
  body: Uint8Array,
): { readonly names: readonly string[]; readonly next: string | null } | null {
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
  const list = member(answer, kind === "google" ? "models" : "data");
  if (!Array.isArray(list)) return null;
  const names = list.flatMap((one: unknown) => (kind === "google" ? googleName(one) : text(member(one, "id"))));
  return { names: names.filter((name) => name.length <= longestName), next: nextPage(kind, answer) };
}

/** `models/gemini-…` of one that answers; others make pictures or sounds. */
function googleName(model: unknown): readonly string[] {
  const can = member(model, "supportedGenerationMethods");
  if (Array.isArray(can) && !can.some((use) => uses.includes(String(use)))) return [];
  return text(member(model, "name")).map((name) => name.replace(/^models\//, ""));
}

function nextPage(kind: ModelProviderKind, answer: unknown): string | null {
  if (kind === "google") return text(member(answer, "nextPageToken"))[0] ?? null;
  if (kind !== "anthropic" || member(answer, "has_more") !== true) return null;
  return text(member(answer, "last_id"))[0] ?? null;
}

function text(value: unknown): readonly string[] {
  return typeof value === "string" && value !== "" && value.isWellFormed() ? [value] : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
