import type { Json, JsonObject } from "@orrery/graph";
import type { Effect } from "./definition.ts";
import type { StepContext, WaitAnswer } from "./runtime.ts";
import { StepFailure } from "./runtime.ts";
import { isSubStepName, type SubOutcome, type SubSteps, type SubWait, type ToolCall } from "./sub-steps.ts";

/** What the log of a test says of one sub-step that has ended; given to another step as `replay`. */
export type TestSubStep = { readonly name: string } & (
  | { readonly kind: "own"; readonly effect: Effect; readonly input: Json; readonly outcome: SubOutcome }
  | { readonly kind: "tool"; readonly call: ToolCall; readonly outcome: SubOutcome }
  | { readonly kind: "wait"; readonly wait: SubWait; readonly answer: WaitAnswer }
);

/** What a test gives for the sub-steps that its step asks for. What is left out fails as not granted. */
export interface TestSubAbilities {
  /** The node that is called as a tool. */
  readonly call?: (name: string, call: ToolCall) => SubOutcome | Promise<SubOutcome>;
  readonly answer?: (name: string, wait: SubWait) => WaitAnswer | Promise<WaitAnswer>;
  /** Sub-steps that ended before a crash, as `ended` of the first run gave them: they are answered, not made. */
  readonly replay?: readonly TestSubStep[];
}

/** What came of the sub-steps of one test step. */
export interface TestSubLog {
  readonly subSteps: SubSteps;
  /** Every sub-step that has ended, in the order of their ends; those of `replay` come first. */
  readonly ended: readonly TestSubStep[];
  /** The names of those that were really made here, in the order in which they were asked for. */
  readonly performed: readonly string[];
}

/** Sub-steps in memory by the rules of the real ones: unique names, outcomes as JSON, recorded ends made once. */
export function createTestSubSteps(abilities: TestSubAbilities, contextOf: (name: string) => StepContext): TestSubLog {
  const ended: TestSubStep[] = [...(abilities.replay ?? [])];
  const known = new Map(ended.map((one) => [one.name, one]));
  const asked = new Set<string>();
  const performed: string[] = [];

  /** The recorded end, or null where it has to be made. */
  const ask = async (name: string, kind: TestSubStep["kind"]): Promise<TestSubStep | null> => {
    if (!isSubStepName(name)) throw failure("SUB_STEP_NAME", `"${name}" cannot be the name of a sub-step.`);
    if (asked.has(name)) throw failure("SUB_STEP_TWICE", `The sub-step ${name} was asked for twice.`);
    asked.add(name);
    const before = known.get(name);
    if (before !== undefined && before.kind !== kind) {
      throw failure("SUB_STEP_CHANGED", `The sub-step ${name} was something else before.`);
    }
    if (before === undefined) performed.push(name);
    return before ?? null;
  };

  const subSteps: SubSteps = {
    async perform(name, work) {
      const before = await ask(name, "own");
      if (before?.kind === "own") return before.outcome;
      const outcome = await workEnd(() => work.run(contextOf(name)));
      ended.push({ name, kind: "own", effect: work.effect, input: asJson(work.input), outcome });
      return outcome;
    },
    async call(name, call) {
      const before = await ask(name, "tool");
      if (before?.kind === "tool") {
        if (before.call.nodeId === call.nodeId) return before.outcome;
        throw failure("SUB_STEP_CHANGED", `The sub-step ${name} was something else before.`);
      }
      const { call: tool } = abilities;
      if (tool === undefined) throw failure("NOT_GRANTED", "This step was not granted a tool.");
      const args: JsonObject = asJson(call.args);
      const outcome = await workEnd(async () => tool(name, { ...call, args }));
      ended.push({ name, kind: "tool", call: { nodeId: call.nodeId, args }, outcome });
      return outcome;
    },
    async wait(name, wait) {
      const before = await ask(name, "wait");
      if (before?.kind === "wait") return before.answer;
      if (abilities.answer === undefined) throw failure("NOT_GRANTED", "Nobody answers the waits of this step.");
      const answer = asJson(await abilities.answer(name, wait));
      ended.push({ name, kind: "wait", wait: asJson(wait), answer });
      return answer;
    },
  };
  return { subSteps, ended, performed };
}

async function workEnd(work: () => Promise<SubOutcome>): Promise<SubOutcome> {
  try {
    const end = await work();
    if (end.kind === "failed") return asJson({ kind: "failed", error: end.error });
    const { output, usage, model } = end;
    return asJson({
      kind: "done",
      output,
      ...(usage !== undefined && { usage }),
      ...(model !== undefined && { model }),
    });
  } catch (thrown) {
    if (thrown instanceof StepFailure) return { kind: "failed", error: thrown.error };
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return {
      kind: "failed",
      error: { code: "NODE_CRASHED", message: `The node stopped with an error: ${message}`, class: "permanent" },
    };
  }
}

function failure(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}

/** As it is read back from a log. */
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
