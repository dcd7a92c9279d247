import type { Diagnostic } from "../plan.ts";
import type { Conditions } from "./conditions.ts";
import type { Structure } from "./structure.ts";

/**
 * What answers the caller of a webhook: there has to be one who waits, and he is answered once. Of two answers that may both
 * be given in one run, one that follows the other is an error, and side by side they are a race.
 */
export function answerProblems(structure: Structure, conditions: Conditions): readonly Diagnostic[] {
  const { nodes, live, off, levels } = structure;
  const answering = (levels.get(null)?.order ?? []).filter(
    (id) => live.has(id) && !off.has(id) && nodes.get(id)?.definition?.traits.answersCaller === true,
  );
  if (answering.length === 0) return [];
  if (!hasCaller(structure)) {
    const message =
      "Nobody waits for this answer. Begin the workflow with a Webhook, and let that answer “With the output”.";
    return answering.map((nodeId) => ({ code: "ORR_RESPOND_UNASKED", severity: "error", message, nodeId }));
  }
  const found: Diagnostic[] = [];
  for (const [at, later] of answering.entries()) {
    const rivals = answering
      .slice(0, at)
      .filter((id) => !conditions.logic.exclude(conditions.present(id, "output"), conditions.runs(later)));
    const before = rivals.find((id) => leadsTo(structure, id, later));
    const [rival] = rivals;
    if (before !== undefined) {
      const message = `“${before}” has answered the caller when this comes. Answer once, or on branches of which one is taken.`;
      found.push({ code: "ORR_RESPOND_TWICE", severity: "error", message, nodeId: later });
    } else if (rival !== undefined) {
      const message = `“${rival}” answers the caller too: whichever ends first is the answer, and the other is ignored.`;
      found.push({ code: "ORR_RESPOND_TWICE", severity: "warning", message, nodeId: later });
    }
  }
  return found;
}

function hasCaller({ live, off, nodes }: Structure): boolean {
  return [...live].some((id) => {
    const { definition, config } = nodes.get(id) ?? {};
    const trigger = config && !off.has(id) ? definition?.trigger?.(config) : undefined;
    return trigger?.kind === "webhook" && trigger.answer === "output";
  });
}

function leadsTo({ outgoing }: Structure, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    for (const { target } of seen.has(id) ? [] : (outgoing.get(id) ?? [])) open.push(target);
    seen.add(id);
  }
  return false;
}
