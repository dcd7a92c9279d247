import type { Egress } from "@orrery/egress";
import { type ModelAnswer, StepFailure, type Usage } from "@orrery/node-kit";
import type { ModelSetup } from "@orrery/ports";
import type { Endpoint } from "./ask-provider.ts";
import type { TokenPrice } from "./provider-settings.ts";
import { overtaken } from "./routes/ask-route.ts";

/** One model with where it is asked. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly egress: Egress;
  readonly price: TokenPrice | null;
  readonly endpoint: () => Promise<Endpoint>;
}

/** A call with what it took and how it ended written down, where there is a workspace to write it down for. */
export async function recordCall<A extends Pick<ModelAnswer, "usage">>(
  { name, price, provider }: Place,
  means: {
    readonly setup: Pick<ModelSetup, "record"> | undefined;
    readonly workspaceId: string | undefined;
    readonly route: string | null;
    readonly now: () => number;
    /** What it took where it was given up because another had answered. */
    readonly givenUp?: () => Usage;
  },
  call: () => Promise<A>,
): Promise<A> {
  const { setup, workspaceId, route, now, givenUp } = means;
  const at = now();
  const record = (usage: Usage | undefined, errorCode: string | null): void => {
    if (setup === undefined || workspaceId === undefined) return;
    const { inputTokens = 0, outputTokens = 0, usd = 0 } = usage ?? {};
    const cost = price === null ? null : usd;
    const latencyMs = Math.max(0, now() - at);
    setup.record({
      ...{ workspaceId, provider, model: name, route, errorCode },
      ...{ inputTokens, outputTokens, usd: cost, latencyMs, at },
    });
  };
  try {
    const answer = await call();
    record(answer.usage, null);
    return answer;
  } catch (cause) {
    const code = cause instanceof StepFailure ? cause.error.code : "MODEL_FAILED";
    record(code === overtaken ? givenUp?.() : undefined, code);
    throw cause;
  }
}
