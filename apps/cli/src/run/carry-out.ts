import { type RunEvent, type RunState, runStatus } from "@orrery/engine";
import type { Graph, Json } from "@orrery/graph";
import type { Plan } from "@orrery/plan";
import { cancelRun, ServiceError, startGraphRun } from "@orrery/services";
import type { UpSettings } from "../up/read-settings.ts";
import { followRun } from "./follow-run.ts";
import { isLeftToWait } from "./near-waits.ts";
import { type House, openHouse } from "./open-house.ts";
import type { RunError, RunResult } from "./run-result.ts";

/** How long a cancelled run may take to say so. */
const patienceMs = 15_000;

export interface RunOrder {
  readonly graph: Graph;
  readonly plan: Plan;
  readonly input: Json;
  /** Stays for people and far times too. */
  readonly wait: boolean;
  readonly settings: UpSettings;
  /** Aborts when the person wants to stop. */
  readonly stop: AbortSignal;
  readonly onStarted: (runId: string) => void;
  readonly onEvent: (event: RunEvent, state: RunState) => void;
  readonly say: (line: string) => void;
}

/**
 * Carries one run out and follows it to its end, or until it only waits. What was started for it is ended again.
 * @throws DatabaseProblem
 */
export async function carryOut(order: RunOrder): Promise<Omit<RunResult, "durationMs">> {
  const { stop, graph, plan } = order;
  const house = await openHouse(order.settings, order.say);
  try {
    if (stop.aborted) return unstarted();
    const started = await startGraphRun({ ctx: house.ctx, input: { graph, input: order.input } }).catch(
      (error: unknown) => refusalOf(error),
    );
    if ("status" in started) {
      order.say(started.error?.message ?? "");
      return started;
    }
    const { runId } = started;
    order.onStarted(runId);
    const giveUp = new AbortController();
    const onStop = (): void => {
      setTimeout(() => giveUp.abort(), patienceMs).unref();
      cancelRun({ ctx: house.ctx, input: { id: runId } }).catch((error: unknown) => {
        if (!(error instanceof ServiceError)) giveUp.abort();
      });
    };
    stop.addEventListener("abort", onStop, { once: true });
    if (stop.aborted) onStop();
    const state = await followRun(house, {
      runId,
      plan,
      onEvent: order.onEvent,
      isEnough: (now) => !order.wait && !stop.aborted && isLeftToWait(now, Date.now()),
      signal: giveUp.signal,
    });
    stop.removeEventListener("abort", onStop);
    return await resultOf(house, runId, state);
  } finally {
    await house.close();
  }
}

function unstarted(): Omit<RunResult, "durationMs"> {
  return { type: "result", runId: null, status: "cancelled", output: null, error: null };
}

/** What the verb refuses although graph and input were looked at before, such as an input that is too large. */
function refusalOf(error: unknown): Omit<RunResult, "durationMs"> {
  if (!(error instanceof ServiceError)) throw error;
  const { reason, message } = error;
  return { type: "result", runId: null, status: "refused", output: null, error: { code: reason, message } };
}

async function resultOf(house: House, runId: string, state: RunState): Promise<Omit<RunResult, "durationMs">> {
  const status = runStatus(state);
  const isCut = status === "queued" || status === "running" || status === "cancelling";
  const settled = isCut ? "cancelled" : status === "paused" ? "waiting" : status;
  const output = state.end?.output ?? null;
  return {
    type: "result",
    runId,
    status: settled,
    output: output === null ? null : await house.store.values.read(runId, output.id),
    error: await errorOf(house, runId, state),
  };
}

async function errorOf(house: House, runId: string, state: RunState): Promise<RunError | null> {
  const error = state.end?.error ?? null;
  if (error === null) return null;
  const stored = error.value === undefined ? null : await house.store.values.read(runId, error.value.id);
  const member = (name: string): unknown =>
    typeof stored === "object" && stored !== null ? Reflect.get(stored, name) : undefined;
  const message = member("message");
  const details = member("details") as Json | undefined;
  return {
    code: error.code,
    message: typeof message === "string" ? message : error.code,
    ...(details !== undefined && details !== null && { details }),
  };
}
