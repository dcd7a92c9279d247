import type { Json, JsonObject } from "@orrery/graph";
import type { Effect } from "./definition.ts";
import {
  type StepContext,
  type StepError,
  StepFailure,
  type StepOutcome,
  type Usage,
  type WaitAnswer,
  type WaitSpec,
} from "./runtime.ts";

/**
 * The durable half of a runtime whose definition says `traits.subSteps`: it may be run from its beginning any number of
 * times, and everything that costs or acts is a sub-step. A sub-step whose end is in the log gives its recorded outcome
 * without doing anything.
 *
 * A name is one or more `#`-joined parts of `[a-z][a-z0-9_.]{0,63}` (`turn.3`, `turn.3#call.1`), unique in the step, and
 * follows from config and earlier sub-steps only, never from chance or a clock. Several may be under way side by side;
 * what is unfinished when the runtime ends is cancelled with it. All reject with `StepFailure` (`SUB_STEP_NAME`,
 * `SUB_STEP_TWICE`, `SUB_STEP_CHANGED` where the log knows the name as something else), and when the step is cancelled.
 */
export interface SubSteps {
  /** Own work of this step, done once; retried and timed by the step's policy. */
  perform(name: string, work: SubWork): Promise<SubOutcome>;
  /**
   * Runs a node of the plan that is wired to this one as a tool, with `args` in scope as `call.args`: its runtime, effect,
   * retry, timeout, credentials and waits. Its failure is a failed outcome and does not fail the run.
   */
  call(name: string, call: ToolCall): Promise<SubOutcome>;
  /** Waits for a person or a time; the run may leave memory meanwhile. Rejects with `APPROVAL_EXPIRED` after `dueAt`. */
  wait(name: string, wait: SubWait): Promise<WaitAnswer>;
}

export interface SubWork {
  readonly effect: Effect;
  /** What is done, for people: shown while it runs and stored as a value. */
  readonly input: Json;
  /** `ctx` is the sub-step's: its own key, idempotency key, attempt and live text. It has no sub-steps. */
  run(ctx: StepContext): Promise<SubEnd>;
}

/** What own work may come to; a wait is a sub-step of its own. */
export type SubEnd = Extract<StepOutcome, { readonly kind: "done" | "failed" }>;

export interface ToolCall {
  readonly nodeId: string;
  readonly args: JsonObject;
  /**
   * What is left of the caller's own time at `now` (epoch ms), ms; asked before each attempt. An attempt that is under way
   * then is given up, and none begins, with `TOOL_OUT_OF_TIME`. Absent: only the tool's own policy holds. What follows a
   * wait of the tool is not cut.
   */
  readonly leftMs?: (now: number) => number;
}

/** The failure of a tool call whose caller has no time left; it is not made again. */
export const TOOL_OUT_OF_TIME = { code: "TOOL_OUT_OF_TIME", class: "limit" } as const;

export type SubWait = Extract<WaitSpec, { readonly for: "person" | "time" }>;

/** How a sub-step ended, as the log has it: the same whether it was made just now or long ago. */
export type SubOutcome =
  | { readonly kind: "done"; readonly output: Json; readonly usage?: Usage; readonly model?: string }
  | { readonly kind: "failed"; readonly error: StepError };

const NAME = /^[a-z][a-z0-9_.]{0,63}(#[a-z][a-z0-9_.]{0,63})*$/;

/** Whether a text may be the name of a sub-step. */
export function isSubStepName(name: string): boolean {
  return NAME.test(name) && name.length <= 512;
}

/** The sub-steps of a step that has none: each is refused with this permanent failure. */
export function refusedSubSteps(code: string, message: string): SubSteps {
  const refuse = (): Promise<never> => Promise.reject(new StepFailure({ code, message, class: "permanent" }));
  return { perform: refuse, call: refuse, wait: refuse };
}
