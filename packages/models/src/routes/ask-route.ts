import { type ModelAnswer, type ModelRequest, StepFailure } from "@orrery/node-kit";
import type { ModelRoute } from "@orrery/ports";
import { routeFailure, type TriedMember } from "./route-failure.ts";

/** Tells a call that was given up because another member answered from one that was stopped. */
export const overtaken = "MODEL_OVERTAKEN";

/** Asks one member; has to reject soon after its signal. */
export type AskMember = (model: string, request: ModelRequest) => Promise<ModelAnswer>;

type Ended =
  | { readonly kind: "answer"; readonly model: string; readonly answer: ModelAnswer }
  | { readonly kind: "failed"; readonly model: string; readonly cause: unknown }
  | { readonly kind: "late" };

/**
 * Asks the members in this order until one answers: the next after an error (see `fallbackOn`), or beside those under way
 * where none has answered in `hedgeAfterMs`; the others are given up then. Live text is that of the member that spoke first;
 * where another answers, its text comes with the answer.
 * Rejects with the reason of the request's signal, or with the failure of all (`MODEL_…`).
 */
export async function askRoute(
  { name, fallbackOn, timeoutMs, hedgeAfterMs }: Omit<ModelRoute, "members" | "mode" | "frozenAt">,
  {
    order,
    request,
    ask,
  }: { readonly order: readonly string[]; readonly request: ModelRequest; readonly ask: AskMember },
): Promise<ModelAnswer> {
  const left = [...order];
  const tried: TriedMember[] = [];
  const underWay = new Map<string, { readonly stop: AbortController; readonly ended: Promise<Ended> }>();
  let speaker: string | null = null;

  const begin = (model: string): void => {
    const stop = new AbortController();
    const signals = [request.signal, stop.signal, ...(timeoutMs === null ? [] : [AbortSignal.timeout(timeoutMs)])];
    const onText = (piece: string): void => {
      speaker ??= model;
      if (speaker === model && !stop.signal.aborted) request.onText?.(piece);
    };
    const asked = ask(model, { ...request, model, signal: AbortSignal.any(signals), onText });
    const ended = asked.then(
      (answer): Ended => ({ kind: "answer", model, answer }),
      (cause: unknown): Ended => ({ kind: "failed", model, cause }),
    );
    underWay.set(model, { stop, ended });
  };

  try {
    for (;;) {
      if (underWay.size === 0) {
        const next = left.shift();
        if (next === undefined) throw routeFailure(name, tried);
        begin(next);
      }
      const mayHedge = hedgeAfterMs !== null && left.length > 0 && underWay.size === 1;
      const late = mayHedge ? afterMs(hedgeAfterMs) : null;
      const first = await Promise.race([...[...underWay.values()].map(({ ended }) => ended), ...(late?.race ?? [])]);
      late?.clear();
      if (first.kind === "late") {
        const next = left.shift();
        if (next !== undefined) begin(next);
        continue;
      }
      underWay.delete(first.model);
      if (first.kind === "answer") return withPath(first.answer, name, tried);
      if (request.signal.aborted || !(first.cause instanceof StepFailure)) throw first.cause;
      tried.push({ model: first.model, error: first.cause.error });
      if (fallbackOn === "transient" && first.cause.error.class !== "transient") left.length = 0;
    }
  } finally {
    for (const { stop } of underWay.values()) {
      stop.abort(new StepFailure({ code: overtaken, message: "Another model answered first.", class: "permanent" }));
    }
    // Their calls are written down before the answer is used.
    await Promise.all([...underWay.values()].map(({ ended }) => ended));
  }
}

function afterMs(ms: number): { readonly race: readonly [Promise<Ended>]; clear(): void } {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const timer = setTimeout(() => resolve({ kind: "late" }), ms);
  return { race: [promise], clear: () => clearTimeout(timer) };
}

/** The model as the run shows it: by which route, and in place of which. The offline one stays named as such. */
function withPath(answer: ModelAnswer, route: string, tried: readonly TriedMember[]): ModelAnswer {
  const instead = tried.map(({ model, error }) => `${model} (${error.code})`).join(", ");
  const path = instead === "" ? route : `${route}, instead of ${instead}`;
  const model = answer.model === "offline" ? `offline, no LLM, by ${path}` : `${answer.model} by ${path}`;
  return { ...answer, model: model.length > 200 ? `${model.slice(0, 199)}…` : model };
}
