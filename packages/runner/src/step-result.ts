import type { FailedAttempt, Outcome } from "@orrery/engine";
import {
  type FileChange,
  type MemoryWrite,
  type StepError,
  StepFailure,
  type StepOutcome,
  type WaitSpec,
} from "@orrery/node-kit";
import type { Json } from "@orrery/plan";
import { type CacheEntry, type ChildStart, derivedId, type NewValue } from "@orrery/ports";
import type { RunValues, ValueText } from "./run-values.ts";

/** What work gave, ready for the log: the engine's outcome and the values that it names. */
export interface RecordedOutcome {
  readonly outcome: Outcome;
  readonly values: readonly NewValue[];
  /** To be kept for other runs. */
  readonly cache?: CacheEntry;
  /** A run that it starts. */
  readonly child?: ChildStart;
  /** What is done to memory with it. */
  readonly writes?: readonly MemoryWrite[];
  /** What names of files point to with it. */
  readonly files?: readonly FileChange[];
}

/** Which attempt made it, and when (epoch ms). */
export interface Made {
  readonly runId: string;
  readonly stepKey: string;
  readonly attempt: number;
  readonly at: number;
}

const valueBytes = 4 * 1024 * 1024;
const errorTextLength = 8_000;

/** Turns what a runtime answered into an outcome with stored values. Output that is no JSON or too large fails the step. */
export function recordOutcome(values: RunValues, outcome: StepOutcome, made: Made): RecordedOutcome {
  switch (outcome.kind) {
    case "failed":
      return recordFailure(values, outcome.error);
    case "wait": {
      const { wait } = outcome;
      if (wait.for === "time") return { outcome: { kind: "wait", for: "time", dueAt: wait.dueAt }, values: [] };
      if (wait.for === "signal")
        return { outcome: { kind: "wait", for: "signal", dueAt: wait.dueAt ?? null }, values: [] };
      if (wait.for === "run") return recordCall(values, wait, made);
      const shown = valueText(wait.show);
      if ("problem" in shown) return recordFailure(values, shown.problem);
      const show = values.make(shown, "json", shown.value);
      return {
        outcome: { kind: "wait", for: "person", dueAt: wait.dueAt ?? null, show: show.ref },
        values: [show.row],
      };
    }
    case "done": {
      const text = valueText(outcome.output);
      if ("problem" in text) return recordFailure(values, text.problem);
      const { handle, usage, model, writes, files, labels } = outcome;
      const output = values.make(text, "json", text.value);
      return {
        outcome: {
          kind: "done",
          output: output.ref,
          ...(handle !== undefined && { handle }),
          ...(usage !== undefined && { usage }),
          ...(model !== undefined && { model: model.slice(0, 200) }),
        },
        values: [labels === undefined ? output.row : { ...output.row, labels }],
        ...(writes !== undefined && { writes }),
        ...(files !== undefined && { files }),
      };
    }
  }
}

/** A run that the step starts: it is made in the transaction that says that the step waits for it. */
function recordCall(values: RunValues, wait: Extract<WaitSpec, { for: "run" }>, made: Made): RecordedOutcome {
  const text = valueText(wait.input);
  if ("problem" in text) return recordFailure(values, text.problem);
  const name = `${made.runId} ${made.stepKey} ${made.attempt}`;
  const childRunId = derivedId(made.at, name);
  const { json } = text;
  return {
    outcome: { kind: "wait", for: "run", dueAt: null, childRunId },
    values: [],
    child: {
      runId: childRunId,
      commandId: derivedId(made.at, `${name} start`),
      workflowId: wait.workflow,
      version: wait.version,
      input: { id: derivedId(made.at, `${name} input`), kind: "json", json, labels: { i: "T", c: [] } },
      bytes: text.bytes,
    },
  };
}

/** A failure as an outcome: its code in the event, its message and details as a value. */
export function recordFailure(values: RunValues, error: StepError): RecordedOutcome {
  const { failed, row } = recordError(values, error);
  return { outcome: { kind: "failed", error: failed }, values: [row] };
}

/** The same for events that hold an error themselves. */
export function recordError(
  values: RunValues,
  error: StepError,
): { readonly failed: FailedAttempt; readonly row: NewValue } {
  const said = { message: error.message.slice(0, errorTextLength), ...(error.details && { details: error.details }) };
  const whole = valueText(said);
  const text = "problem" in whole ? textOf({ message: said.message }) : whole;
  const stored = values.make(text, "error", text.value);
  const failed: FailedAttempt = {
    code: controlText(error.code),
    class: error.class,
    value: stored.ref,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  };
  return { failed, row: stored.row };
}

/** What was thrown, as the step's failure. Only a `StepFailure` speaks for itself: of all else nothing leaves the process. */
export function failureOf(thrown: unknown): StepError {
  if (thrown instanceof StepFailure) return thrown.error;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "NODE_CRASHED", message: `The node stopped with an error: ${message}`, class: "permanent" };
}

/** A value as it will be read back; or why it cannot be one. */
export function valueText(value: unknown): (ValueText & { readonly value: Json }) | { readonly problem: StepError } {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch {
    json = undefined;
  }
  if (json === undefined) {
    return { problem: { code: "OUTPUT_INVALID", message: "The output is not JSON.", class: "permanent" } };
  }
  const bytes = Buffer.byteLength(json);
  if (bytes > valueBytes) {
    const message = `The output is ${Math.ceil(bytes / 1024)} KB; a step may give at most 4 MB.`;
    return { problem: { code: "VALUE_TOO_LARGE", message, class: "limit" } };
  }
  return { json, bytes, value: JSON.parse(json) };
}

function textOf(value: Json): ValueText & { readonly value: Json } {
  const json = JSON.stringify(value);
  return { json, bytes: Buffer.byteLength(json), value };
}

/** Codes are control texts of the log. */
function controlText(code: string): string {
  return /^[A-Za-z0-9_-]{1,64}$/.test(code) ? code : "NODE_ERROR";
}
