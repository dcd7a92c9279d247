import type { RunOverlay } from "@orrery/canvas";
import { hasEnded, waits } from "@orrery/engine";

/** What can be told of an answer before there is one. */
export type AnswerSoFar =
  /** `words` has come from a model so far; `step` is the name of the node at work, null between two. */
  | { readonly kind: "working"; readonly step: string | null; readonly words: string | null }
  | { readonly kind: "paused" }
  | { readonly kind: "asks" }
  | { readonly kind: "waits" }
  | { readonly kind: "given"; readonly valueId: string | null }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly code: string; readonly valueId: string | null };

/** How the run that answers a message stands, from its log and the text its steps give while they work. */
export function answerSoFar(overlay: RunOverlay, titleOf: (nodeId: string) => string): AnswerSoFar {
  const state = overlay.runState();
  const { status } = overlay.getState();
  if (hasEnded(status)) {
    if (status === "succeeded") return { kind: "given", valueId: state.end?.output?.id ?? null };
    const error = state.end?.error;
    return error ? { kind: "failed", code: error.code, valueId: error.value?.id ?? null } : { kind: "stopped" };
  }
  if (status === "paused") return { kind: "paused" };
  const open = waits(state);
  if (open.some((wait) => wait.for === "person")) return { kind: "asks" };
  let at: { readonly key: string; readonly nodeId: string } | null = null;
  let words: string | null = null;
  for (const step of state.steps.values()) {
    if (step.status !== "running" && step.status !== "retrying") continue;
    at = step;
    words = overlay.stream(step.key) ?? words;
  }
  if (at === null && open.length > 0) return { kind: "waits" };
  return { kind: "working", step: at === null ? null : titleOf(at.nodeId), words };
}
