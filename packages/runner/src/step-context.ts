import { createHash } from "node:crypto";
import type { Egress } from "@orrery/egress";
import { type StepContext, StepFailure } from "@orrery/node-kit";
import type { Json } from "@orrery/plan";
import type { Clock, ModelClient } from "@orrery/ports";
import type { PreparedNode } from "./prepared-plan.ts";

/** What a process has to give to steps; each gets only what its plan grants. */
export interface StepMeans {
  readonly egress: Pick<Egress, "fetch">;
  readonly models: ModelClient;
  readonly clock: Clock;
}

/** One attempt of one step. */
export interface StepAttempt {
  readonly runId: string;
  readonly stepKey: string;
  readonly attempt: number;
  readonly runStartedAt: number;
  readonly runInput: Json;
  readonly signal: AbortSignal;
  readonly stream: (piece: string) => void;
}

/** The context of one attempt: hosts and models beyond the node's grants are refused as the step's failure. */
export function createStepContext(means: StepMeans, prepared: PreparedNode, attempt: StepAttempt): StepContext {
  const { runId, stepKey, signal } = attempt;
  const { grants } = prepared;
  return {
    runId,
    stepKey,
    nodeId: prepared.node.id,
    attempt: attempt.attempt,
    startedAt: attempt.runStartedAt,
    runInput: attempt.runInput,
    signal,
    get idempotencyKey() {
      return createHash("sha256").update(`${runId} ${stepKey}`).digest("hex");
    },
    now: () => means.clock.now(),
    stream: (piece) => {
      if (!signal.aborted) attempt.stream(piece);
    },
    fetch: (request) => means.egress.fetch(request, { hosts: grants.hosts }),
    generate: async (request) => {
      if (!grants.models.includes(request.model)) {
        throw new StepFailure({
          code: "MODEL_NOT_GRANTED",
          message: `This step may not use the model ${request.model}.`,
          class: "permanent",
        });
      }
      return means.models.generate(request);
    },
  };
}
