import { type StepRecord, stepOf } from "@orrery/engine";
import type { StepError, WaitAnswer } from "@orrery/node-kit";
import type { Json } from "@orrery/plan";
import { isJsonObject } from "./json-object.ts";
import { after, type Maybe } from "./maybe.ts";
import type { RunContext } from "./run-context.ts";

/** What ended the wait that the log says this step goes on from. */
export function waitAnswer(run: RunContext, stepKey: string): Maybe<WaitAnswer> {
  const step = stepOf(run.state(), stepKey);
  const at = step?.answeredAt ?? run.means.clock.now();
  if (step?.answeredBy === "run") return childAnswer(run, step, at);
  if (step?.answeredBy === "signal" && step.answer !== null)
    return after(run.values.read(step.answer), (body): WaitAnswer => ({ from: "signal", at, body }));
  if (step?.answeredBy !== "person" || step.answer === null) return { from: "time", at };
  return after(run.values.read(step.answer), (answer) =>
    after(
      run.authorOf(step.answerCommandId),
      (by): WaitAnswer => ({
        from: "person",
        by,
        at,
        answer: isJsonObject(answer) ? answer : {},
      }),
    ),
  );
}

/** How the run ended that the step had started: its output, or its error as that run's log has it. */
function childAnswer(run: RunContext, step: StepRecord, at: number): Maybe<WaitAnswer> {
  const { childRunId, child } = step;
  const ended = (output: Json, error: StepError | null): WaitAnswer => ({ from: "run", at, output, error });
  if (child === null || childRunId === null || child.status === "cancelled") {
    const error = { code: "RUN_CANCELLED", message: "The run that this step started was stopped.", class: "permanent" };
    return ended(null, { ...error, class: "permanent" });
  }
  if (child.error === undefined) {
    return child.output === undefined
      ? ended(null, null)
      : after(run.readOther(childRunId, child.output.id), (output) => ended(output, null));
  }
  const { code, class: errorClass, value } = child.error;
  const failed = (said: Json): WaitAnswer => {
    const message = isJsonObject(said) && typeof said.message === "string" ? said.message : `It failed with ${code}.`;
    return ended(null, { code, class: errorClass, message, details: { runId: childRunId } });
  };
  return value === undefined ? failed(null) : after(run.readOther(childRunId, value.id), failed);
}
