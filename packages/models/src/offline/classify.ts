import { cuesFor, isFallbackLabel } from "./lexicon.ts";
import { sentencesOf } from "./sentences.ts";
import { termsOf, wordsOf } from "./terms.ts";

export interface LabelScore {
  readonly label: string;
  readonly score: number;
}

export interface Classification {
  readonly label: string;
  /** The sentence of the text that spoke for it most; the first one where nothing did. */
  readonly because: string;
  /** Of every label, in the order given. */
  readonly scores: readonly LabelScore[];
}

/** What the instructions say about a label: `urgent: people cannot work.` gives the terms behind the colon. */
function definitionTerms(label: string, labels: readonly string[], instructions: string): ReadonlySet<string> {
  const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const names = labels.map(quoted).join("|");
  const found = new RegExp(
    `(?:^|[\\s"'“‘(*\`-])${quoted(label)}["'”’\`*]*\\s*(?:[:=–—]|\\bmeans\\b|\\bif\\b|\\bwhen\\b|\\bfor\\b)\\s*([\\s\\S]*?)(?=(?:[\\s"'“‘(*\`-](?:${names})["'”’\`*]*\\s*(?:[:=–—]|\\bmeans\\b|\\bif\\b|\\bwhen\\b|\\bfor\\b))|\\n\\s*\\n|$)`,
    "i",
  ).exec(instructions);
  return new Set(termsOf(found?.[1]?.slice(0, 600) ?? ""));
}

interface Evidence {
  readonly cues: ReturnType<typeof cuesFor>;
  readonly name: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
}

function scoreOf(text: string, { cues, name, terms }: Evidence, isOnly: (term: string) => boolean): number {
  let score = cues.reduce((sum, [pattern, weight]) => (pattern.test(text) ? sum + weight : sum), 0);
  const own = new Set(termsOf(text));
  for (const term of terms) if (own.has(term)) score += isOnly(term) ? 0.9 : 0.3;
  for (const term of name) if (own.has(term)) score += 1.2;
  return score;
}

/**
 * Chooses one of the labels for a text, sentence by sentence: by the words the instructions use for each label, by the
 * labels' own names, and by a small lexicon for common labels (priorities, moods, kinds of tickets). With no sign at all:
 * the label that means "nothing special", else the first.
 */
export function classify(text: string, labels: readonly [string, ...string[]], instructions: string): Classification {
  const evidence = labels.map((label) => ({
    cues: cuesFor(label),
    name: new Set(isFallbackLabel(label) ? [] : termsOf(label.replace(/[_-]+/g, " "))),
    terms: definitionTerms(label, labels, instructions),
  }));
  const isOnly = (term: string) => evidence.filter(({ terms }) => terms.has(term)).length === 1;
  const sentences = sentencesOf(text).map((sentence) => sentence.text);
  const parts = sentences.length > 0 ? sentences : [text.trim()];
  const table = evidence.map((one) => parts.map((part) => scoreOf(part, one, isOnly)));
  const scores = labels.map((label, row) => ({
    label,
    score: (table[row] ?? []).reduce((sum, value) => sum + value, 0),
  }));
  const best = Math.max(...scores.map(({ score }) => score));
  const fallback = labels.find(isFallbackLabel) ?? labels[0];
  const label = best <= 0 ? fallback : (scores.find(({ score }) => score === best)?.label ?? fallback);
  const row = table[labels.indexOf(label)] ?? [];
  const because = parts[row.indexOf(Math.max(...row))] ?? "";
  return { label, because, scores };
}

/** Whether something is the case, as a boolean field asks: signs of its name and description in the text. */
export function isCase(text: string, name: string, description: string): boolean {
  const bare = name
    .replace(/^(?:is|has|needs?|should|contains?|mentions?)(?=[A-Z_-])[_-]?/, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2");
  const cues = cuesFor(bare.replace(/[_\s]+/g, "_"));
  if (cues.length > 0)
    return cues.reduce((sum, [pattern, weight]) => (pattern.test(text) ? sum + weight : sum), 0) >= 1.2;
  const own = new Set(termsOf(text));
  const wanted = new Set([...termsOf(bare.replace(/[_-]+/g, " ")), ...termsOf(description)]);
  const shared = [...wanted].filter((term) => own.has(term)).length;
  const denied = wordsOf(text).some((word) => word === "not" || word === "no" || word.endsWith("n't"));
  return shared >= Math.max(1, Math.ceil(wanted.size / 3)) && !denied;
}
