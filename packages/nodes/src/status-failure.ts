import type { EgressResponse, StepContext, StepOutcome } from "@orrery/node-kit";
import { bodyText } from "./body-text.ts";
import { retryAfter } from "./retry-after.ts";

const shownOfBody = 1_000;

/** The failure of a step that `host` answered with a status that it does not take: 429 and ≥ 500 may be tried again. */
export function statusFailure(ctx: StepContext, host: string, answer: EgressResponse): StepOutcome {
  const { status, headers } = answer;
  const waitMs = retryAfter(headers["retry-after"], ctx.now());
  return {
    kind: "failed",
    error: {
      code: "HTTP_STATUS",
      message: `${host} answered with status ${status}.`,
      class: status === 429 || status >= 500 ? "transient" : "permanent",
      details: { status, body: bodyText(answer).slice(0, shownOfBody) },
      ...(waitMs !== null && { retryAfterMs: waitMs }),
    },
  };
}
