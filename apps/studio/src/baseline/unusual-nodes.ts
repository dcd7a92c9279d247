import { verdictWords } from "@orrery/engine/baseline";
import type { DeviationRow } from "@orrery/services";

/** What the cards of a run say, by node: the short of each thing that was other than usual. */
export function unusualNodes(rows: readonly DeviationRow[]): ReadonlyMap<string, string> {
  const words = new Map<string, string[]>();
  for (const { nodeId, verdict } of rows) words.set(nodeId, [...(words.get(nodeId) ?? []), shortWords(verdict)]);
  return new Map([...words].map(([nodeId, found]) => [nodeId, capital(found.join("; "))]));
}

/** Without the figures behind it, which the head of the run has. */
function shortWords(verdict: DeviationRow["verdict"]): string {
  const words = verdictWords(verdict);
  return verdict.kind === "errors" ? words.replace(/:.*$/, "") : words.replace(/ \([^(]*$/, "");
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
