import { type StepError, StepFailure } from "@orrery/node-kit";

/** A member that did not answer. */
export interface TriedMember {
  readonly model: string;
  readonly error: StepError;
}

/**
 * None of the members answered. Worth another try where it is for one of them, and as soon as for the first of these; of one
 * member alone it is that member's own failure.
 */
export function routeFailure(route: string, tried: readonly TriedMember[]): StepFailure {
  const [first, second] = tried;
  if (first !== undefined && second === undefined) return new StepFailure(first.error);
  const passing = tried.filter(({ error }) => error.class === "transient");
  const waits = passing.map(({ error }) => error.retryAfterMs ?? 0);
  const wait = waits.length === 0 ? 0 : Math.min(...waits);
  const words = tried.map(({ model, error }) => `${model}: ${error.message}`).join(" ");
  return new StepFailure({
    code: "MODEL_ROUTE_FAILED",
    message: `None of the models of “${route}” answered. ${words}`.slice(0, 2_000),
    class: passing.length > 0 ? "transient" : "permanent",
    details: { tried: tried.map(({ model, error }) => ({ model, code: error.code })) },
    ...(wait > 0 && { retryAfterMs: wait }),
  });
}
