import { StepFailure } from "@orrery/node-kit";

/** Why a request does not go out now. */
export function unavailable(name: string, why: string, retryAfterMs: number): StepFailure {
  return new StepFailure({
    code: "TARGET_UNAVAILABLE",
    message: `${name} ${why}. It is asked again in ${Math.ceil(retryAfterMs / 1000)} s.`,
    class: "transient",
    retryAfterMs,
    details: { target: name },
  });
}
