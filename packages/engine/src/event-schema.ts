import { z } from "zod";
import type { EventBody, RefusalReason, RunCommand, RunEvent } from "./events.ts";
import { parseStepKey } from "./step-key.ts";

const time = z.number().int();
const attempt = z.number().int().min(1);
const control = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const id = z.string().min(1).max(64);
const stepKey = z
  .string()
  .max(1024)
  .refine((text) => parseStepKey(text) !== null, "not a step key");
const value = z.strictObject({ id, bytes: z.number().int().min(0) });
const error = z.strictObject({
  code: control,
  class: z.enum(["transient", "permanent", "limit"]),
  value: value.exactOptional(),
  limit: control.exactOptional(),
});
const waitFor = z.enum(["person", "time", "run", "signal"]);
const used = z.strictObject({
  usd: z.number().min(0),
  tokens: z.number().min(0),
  modelCalls: z.number().min(0),
  steps: z.number().min(0),
  wallMs: z.number().min(0),
});
const childEnd = z.strictObject({
  status: z.enum(["succeeded", "failed", "cancelled"]),
  output: value.exactOptional(),
  error: error.exactOptional(),
  used: used.exactOptional(),
});
const usage = z.strictObject({
  inputTokens: z.number().min(0),
  outputTokens: z.number().min(0),
  usd: z.number().min(0),
});
const hash = z.string().min(1).max(128);
const refusal: z.ZodType<RefusalReason> = z.enum([
  "RUN_ENDED",
  "CANCELLING",
  "NOT_WAITING",
  "ALREADY_STARTED",
  "ALREADY_PAUSED",
  "NOT_PAUSED",
  "LIMIT_TOO_LOW",
  "NOT_UNCERTAIN",
  "INVALID",
]);

const limits = z.strictObject({
  maxSteps: z.number().min(0).exactOptional(),
  maxWallMs: z.number().min(0).exactOptional(),
  maxUsd: z.number().min(0).exactOptional(),
  maxTokens: z.number().min(0).exactOptional(),
  maxModelCalls: z.number().min(0).exactOptional(),
});
const amount = z.strictObject({
  usd: z.number().min(0),
  tokens: z.number().min(0),
  modelCalls: z.number().min(0),
});
const place = z.strictObject({ runId: id, seq: z.number().int().min(0) });
const breakpoints = z.array(control).max(32);

const step = { at: time, stepKey };
const attempted = { ...step, attempt };
const begun = { ...attempted, startedAt: time.exactOptional() };

/** One shape for each type of event; the row's own fields are added by `rowOf`. */
const shapes = {
  "run.started": {
    at: time,
    commandId: id,
    planHash: hash,
    input: value,
    entry: control.nullable(),
    breakpoints: breakpoints.exactOptional(),
    forkOf: place.exactOptional(),
    budget: limits.exactOptional(),
    trace: control.exactOptional(),
  },
  "run.pinned": { at: time, nodeId: control, output: value, handle: control.exactOptional() },
  "run.paused": {
    at: time,
    cause: z.enum(["person", "breakpoint", "budget", "step"]),
    commandId: id.exactOptional(),
    stepKey: stepKey.exactOptional(),
    limit: control.exactOptional(),
  },
  "run.resumed": { at: time, commandId: id, mode: z.enum(["run", "step"]), raise: limits.exactOptional() },
  "run.cancelling": { at: time, commandId: id, hard: z.literal(true).exactOptional() },
  "run.failing": { at: time, error, stepKey: stepKey.exactOptional() },
  "run.cancelled": { at: time },
  "run.succeeded": { at: time, output: value.nullable() },
  "run.failed": {
    at: time,
    error,
    stepKey: stepKey.exactOptional(),
    undone: z.number().int().min(0).exactOptional(),
    undoFailed: z.number().int().min(0).exactOptional(),
    notUndone: z.number().int().min(0).exactOptional(),
  },
  "step.started": attempted,
  "step.asked": {
    ...step,
    parentKey: stepKey,
    kind: z.enum(["own", "tool", "wait"]),
    nodeId: control.exactOptional(),
    effect: z.enum(["pure", "repeatable", "keyed", "once"]),
    input: value.exactOptional(),
  },
  "step.succeeded": {
    ...begun,
    output: value,
    handle: control.exactOptional(),
    usage: usage.exactOptional(),
    model: z.string().max(200).exactOptional(),
    cached: z.strictObject({ runId: id, at: time }).exactOptional(),
  },
  "step.reused": {
    ...step,
    from: place.exactOptional(),
    by: z.enum(["person", "pin"]).exactOptional(),
    output: value.exactOptional(),
    handle: control.exactOptional(),
    error: error.exactOptional(),
    handled: z.enum(["branch", "continue"]).exactOptional(),
    usage: usage.exactOptional(),
    model: z.string().max(200).exactOptional(),
  },
  "step.failed": {
    ...begun,
    attempt: z.number().int().min(0),
    error,
    handled: z.enum(["fail", "branch", "continue"]),
    commandId: id.exactOptional(),
  },
  "step.retrying": { ...begun, error, dueAt: time, commandId: id.exactOptional() },
  "step.skipped": { ...step, bypassed: z.literal(true).exactOptional() },
  "step.waiting": {
    ...begun,
    for: waitFor,
    dueAt: time.nullable(),
    show: value.exactOptional(),
    childRunId: id.exactOptional(),
    reserved: limits.exactOptional(),
  },
  "step.resumed": {
    ...step,
    by: waitFor,
    commandId: id.exactOptional(),
    answer: value.exactOptional(),
    child: childEnd.exactOptional(),
  },
  "step.cancelled": { ...step, hard: z.literal(true).exactOptional(), inFlight: z.literal(true).exactOptional() },
  "step.uncertain": attempted,
  "scope.opened": {
    ...begun,
    count: z.number().int().min(0),
    state: value.exactOptional(),
    from: place.exactOptional(),
  },
  "scope.finished": {
    ...step,
    index: z.number().int().min(0),
    value: value.exactOptional(),
    done: z.boolean().exactOptional(),
    error: error.exactOptional(),
    from: place.exactOptional(),
  },
  "budget.reserved": { ...attempted, call: z.number().int().min(1), amount },
  "budget.settled": { ...attempted, call: z.number().int().min(1), amount },
  "command.refused": { at: time, commandId: id, reason: refusal },
} as const;

function variant<T extends keyof typeof shapes, R extends z.ZodRawShape>(type: T, row: R) {
  return z.strictObject({ type: z.literal(type), ...shapes[type], ...row });
}

function unionOf<R extends z.ZodRawShape>(row: R) {
  return z.discriminatedUnion("type", [
    variant("run.started", row),
    variant("run.pinned", row),
    variant("run.paused", row),
    variant("run.resumed", row),
    variant("run.cancelling", row),
    variant("run.failing", row),
    variant("run.cancelled", row),
    variant("run.succeeded", row),
    variant("run.failed", row),
    variant("step.started", row),
    variant("step.asked", row),
    variant("step.succeeded", row),
    variant("step.reused", row),
    variant("step.failed", row),
    variant("step.retrying", row),
    variant("step.skipped", row),
    variant("step.waiting", row),
    variant("step.resumed", row),
    variant("step.cancelled", row),
    variant("step.uncertain", row),
    variant("scope.opened", row),
    variant("scope.finished", row),
    variant("budget.reserved", row),
    variant("budget.settled", row),
    variant("command.refused", row),
  ]);
}

/** An event before the journal numbers it. */
export const eventBodySchema: z.ZodType<EventBody> = unionOf({});

/** One row of a log. Refuses unknown types: those are kept in the log and passed over, not validated. */
export const eventSchema: z.ZodType<RunEvent> = unionOf({
  v: z.literal(1),
  seq: z.number().int().min(1),
  epoch: z.number().int().min(0),
});

const command = { id, by: z.string().max(200) };
const fork = z.strictObject({
  runId: id,
  seq: z.number().int().min(0),
  rerun: z.array(stepKey),
  outputs: z.array(z.strictObject({ stepKey, value })),
  asIs: z.literal(true).exactOptional(),
});
const pin = z.strictObject({ nodeId: control, output: value, handle: control.exactOptional() });

/** Something from outside, as it stands in the inbox of a run. */
export const commandSchema: z.ZodType<RunCommand> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("start"),
    ...command,
    input: value,
    planHash: hash,
    entry: control.nullable(),
    breakpoints: breakpoints.exactOptional(),
    fork: fork.exactOptional(),
    pins: z.array(pin).max(1_000).exactOptional(),
    depth: z.number().int().min(0).exactOptional(),
    budget: limits.exactOptional(),
    trace: control.exactOptional(),
  }),
  z.strictObject({ kind: z.literal("signal"), ...command, stepKey, answer: value }),
  z.strictObject({ kind: z.literal("child"), ...command, stepKey, childRunId: id, end: childEnd }),
  z.strictObject({ kind: z.literal("pause"), ...command }),
  z.strictObject({
    kind: z.literal("resume"),
    ...command,
    mode: z.enum(["run", "step"]),
    raise: limits.exactOptional(),
  }),
  z.strictObject({ kind: z.literal("settle"), ...command, stepKey, choice: z.enum(["retry", "fail"]) }),
  z.strictObject({ kind: z.literal("cancel"), ...command }),
  z.strictObject({ kind: z.literal("answer"), ...command, stepKey, answer: value }),
]);
