import { type EventError, type StepRecord, type SubStepAsk, subStepKey } from "@orrery/engine";
import {
  isSubStepName,
  refusedSubSteps,
  type StepContext,
  type StepError,
  StepFailure,
  type SubOutcome,
  type SubSteps,
  type WaitAnswer,
} from "@orrery/node-kit";
import type { Json } from "@orrery/plan";
import { isJsonObject } from "./json-object.ts";
import type { PreparedNode } from "./prepared-plan.ts";
import type { RunContext } from "./run-context.ts";
import type { StoredValue } from "./run-values.ts";
import { valueText } from "./step-result.ts";
import type { Host, SubStepWork } from "./sub-step-desk.ts";
import { waitAnswer } from "./wait-answer.ts";

const longestKey = 1_024;

const refuse = (): Promise<never> =>
  Promise.reject(failure("NOT_GRANTED", "This step does such things in its sub-steps only."));

/** Named one by one, so that an ability that is added is thought of here as well. */
const refusals = {
  fetch: refuse,
  generate: refuse,
  callTool: refuse,
  sql: refuse,
  sqlite: refuse,
  sendMail: refuse,
  fetchToFile: refuse,
  files: { keep: refuse, find: refuse, read: refuse, list: refuse },
  memory: { remember: refuse, recall: refuse, forget: refuse },
};

/** The context of a step with sub-steps: what costs or acts is done in them, the step itself may not. */
export function hostContext(ctx: StepContext, subSteps: SubSteps): StepContext {
  const { runId, stepKey, nodeId, attempt, startedAt, runInput, signal } = ctx;
  return {
    runId,
    stepKey,
    nodeId,
    attempt,
    startedAt,
    runInput,
    signal,
    get idempotencyKey() {
      return ctx.idempotencyKey;
    },
    now: () => ctx.now(),
    stream: (piece) => ctx.stream(piece),
    ...refusals,
    subSteps,
  };
}

/** Of a step whose type has not the trait, and of a sub-step itself. */
export const noSubSteps: SubSteps = refusedSubSteps("NOT_GRANTED", "This step has no sub-steps.");

/** The sub-steps of one attempt of a step. What they came to is always read from the log, also right after they ended. */
export function createSubSteps(run: RunContext, prepared: PreparedNode, host: Host): SubSteps {
  const names = new Set<string>();

  const ask = async <T>(
    name: string,
    asked: Pick<SubStepAsk, "effect" | "nodeId"> & { readonly work: SubStepWork; readonly input?: Json },
    read: (record: StepRecord) => Promise<T>,
  ): Promise<T> => {
    const stepKey = subStepKey(host.stepKey, name);
    if (!isSubStepName(name) || stepKey.length > longestKey) {
      throw failure("SUB_STEP_NAME", `"${name.slice(0, 100)}" cannot be the name of a sub-step.`);
    }
    if (names.has(name)) throw failure("SUB_STEP_TWICE", `The sub-step ${name} was asked for twice.`);
    names.add(name);
    const { work, input, effect, nodeId } = asked;
    return new Promise<T>((resolve, reject) => {
      const request = {
        ask: { stepKey, parentKey: host.stepKey, kind: work.kind, effect, ...(nodeId !== undefined && { nodeId }) },
        work,
        input: () => (input === undefined ? null : storedInput(run, input)),
        settle: (record: StepRecord) => read(record).then(resolve, reject),
      };
      run.subSteps.ask(host, request).catch(reject);
    });
  };

  return {
    perform: (name, work) => {
      const { effect, input } = work;
      return ask(name, { effect, input, work: { kind: "own", run: (ctx) => work.run(ctx) } }, (record) =>
        outcomeOf(run, record),
      );
    },
    call: async (name, { nodeId, args, leftMs }) => {
      const tool = run.prepared.nodes.get(nodeId);
      if (prepared.node.tools?.[nodeId] === undefined || tool === undefined) {
        throw failure("TOOL_NOT_GRANTED", `This step may not call ${nodeId}.`);
      }
      const { effect } = tool.node;
      const work: SubStepWork = { kind: "tool", args, ...(leftMs !== undefined && { leftMs }) };
      return ask(name, { effect, nodeId, input: args, work }, (record) => outcomeOf(run, record));
    },
    wait: (name, wait) =>
      ask(name, { effect: "pure", work: { kind: "wait", wait } }, (record) => answerOf(run, record)),
  };
}

/** What is done, as it may be kept. */
function storedInput(run: RunContext, input: Json): StoredValue {
  const mask = run.means.secrets?.mask(run.workspaceId);
  const text = valueText(mask === undefined ? input : mask.json(input));
  if ("problem" in text) throw new StepFailure(text.problem);
  return run.values.make(text, "json", text.value);
}

async function outcomeOf(run: RunContext, record: StepRecord): Promise<SubOutcome> {
  if (record.error !== null && record.status === "failed") {
    return { kind: "failed", error: await errorOf(run, record.error) };
  }
  const output = record.output === null ? null : await run.values.read(record.output);
  const { usage, model } = record;
  return { kind: "done", output, ...(usage !== null && { usage }), ...(model !== null && { model }) };
}

async function answerOf(run: RunContext, record: StepRecord): Promise<WaitAnswer> {
  if (record.status === "failed" && record.error !== null) throw new StepFailure(await errorOf(run, record.error));
  return waitAnswer(run, record.key);
}

async function errorOf(run: RunContext, error: EventError): Promise<StepError> {
  const said = error.value === undefined ? null : await run.values.read(error.value);
  const { code, class: errorClass } = error;
  const message = isJsonObject(said) && typeof said.message === "string" ? said.message : messages[code];
  const details = isJsonObject(said) ? (said.details ?? null) : null;
  return {
    code,
    class: errorClass,
    message: message ?? `It failed with ${code}.`,
    ...(isJsonObject(details) && { details }),
  };
}

/** Of errors that the engine writes: it stores no values. */
const messages: Readonly<Record<string, string>> = {
  APPROVAL_EXPIRED: "Nobody answered in time.",
  UNCERTAIN: "It was cut off by a crash, and it is not known whether it took effect.",
};

function failure(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}
