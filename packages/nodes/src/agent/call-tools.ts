import {
  type Json,
  type JsonObject,
  type ModelToolCall,
  type ModelToolResult,
  type StepError,
  StepFailure,
  type SubSteps,
  TOOL_OUT_OF_TIME,
} from "@orrery/node-kit";
import { isObject } from "../is-object.ts";
import { keyText } from "../key-text.ts";
import { type CheckedCall, checkCall, misfit, type WiredTool } from "./check-call.ts";
import { changedArgs, frameError, frameResult } from "./frame-result.ts";
import { passed } from "./passed.ts";

/** More calls than this in one turn are not made: the model is told to ask for fewer. */
export const mostCallsOfTurn = 16;
/** The same call with the same arguments is made so often; then the model is told, and after that the agent gives up. */
export const mostRepeats = 3;
/** So many turns in a row in which no call could be made end the agent. */
export const mostRefusedTurns = 3;

export interface CallDone {
  readonly result: ModelToolResult;
  /** What the tool gave; absent where it gave nothing. */
  readonly output?: Json;
  /** When a person answered whether it may be made. */
  readonly answeredAt?: number;
}

export interface CallMeans {
  readonly subSteps: SubSteps;
  readonly tools: readonly WiredTool[];
  readonly resultChars: number;
  /** Calls that may still be made. */
  readonly left: number;
  /** What is left of the time of the whole at `now` (epoch ms), ms; absent: any time. */
  readonly leftMs?: (now: number) => number;
  /** When the turn that asks for the calls ended, epoch ms: from then on a person is waited for. */
  readonly turnEndedAt: number;
  /** Answers what is no node of the plan: a call that only changes what the step itself knows. Null where it is none of these. */
  readonly answerOwn?: (call: ModelToolCall) => ModelToolResult | null;
}

/** Counts what an agent has called. Follows from its turns alone, so that it is the same after a crash. */
export class CallCounter {
  made = 0;
  refusedTurns = 0;
  readonly #same = new Map<string, number>();

  /** How often this call was asked for, this time included. */
  ask(name: string, args: Json): number {
    const key = `${name} ${keyText(args)}`;
    const times = (this.#same.get(key) ?? 0) + 1;
    this.#same.set(key, times);
    return times;
  }
}

export type CallsOutcome =
  /** `answeredAt`: when the last person answered, epoch ms; null where nobody was asked. */
  | { readonly kind: "done"; readonly calls: readonly CallDone[]; readonly answeredAt: number | null }
  | { readonly kind: "failed"; readonly error: StepError };

interface Planned {
  readonly call: ModelToolCall;
  readonly number: number;
  readonly checked: CheckedCall;
  readonly own: ModelToolResult | null;
}

/**
 * Answers the calls of one turn, side by side: each that may be made is a sub-step `turn.N#call.M`, after `turn.N#ask.M`
 * where a person is asked first. What cannot be made is told to the model; one that goes on so fails with `AGENT_LOOPED`
 * or `AGENT_CALLS_REFUSED`. Rejects with `AGENT_LIMIT` where the time of the whole ends during a call.
 */
export async function callTools(
  turn: number,
  calls: readonly ModelToolCall[],
  counter: CallCounter,
  means: CallMeans,
): Promise<CallsOutcome> {
  const planned: Planned[] = [];
  let room = Math.min(mostCallsOfTurn, means.left);
  for (const [at, call] of calls.entries()) {
    const own = means.answerOwn?.(call) ?? null;
    let checked = checkCall(call, means.tools);
    if (own === null && checked.ok) {
      const times = counter.ask(call.name, checked.args);
      if (times > mostRepeats + 1) return looped(call.name, times);
      if (times > mostRepeats) {
        const message = `This call was made ${mostRepeats} times with the same arguments and is not made again. Use what it gave, or do something else.`;
        checked = { ok: false, code: "TOOL_REPEATED", message };
      } else if (checked.tool.permission === "deny") {
        checked = { ok: false, code: "TOOL_DENIED", message: "This tool may not be used. Go on without it." };
      } else if (room === 0) {
        checked = { ok: false, ...tooMany(means.left) };
      } else room -= 1;
    }
    planned.push({ call, number: at + 1, checked, own });
  }
  const made = planned.filter(({ checked, own }) => own === null && checked.ok).length;
  counter.made += made;
  const isAnswered = made > 0 || planned.some(({ own }) => own !== null && !own.isError);
  counter.refusedTurns = isAnswered ? 0 : counter.refusedTurns + 1;
  if (counter.refusedTurns >= mostRefusedTurns) return refusedTooOften(planned);
  const done = await Promise.all(planned.map((one) => answer(turn, one, means)));
  const answers = done.flatMap(({ answeredAt }) => answeredAt ?? []);
  return { kind: "done", calls: done, answeredAt: answers.length === 0 ? null : Math.max(...answers) };
}

async function answer(turn: number, { call, number, checked, own }: Planned, means: CallMeans): Promise<CallDone> {
  if (own !== null) return { result: own };
  const { subSteps, resultChars, leftMs, turnEndedAt } = means;
  const { id, name } = call;
  const told = (error: Pick<StepError, "code" | "message">, changed: ReturnType<typeof changedArgs> | null = null) => {
    return { result: { id, name, text: frameError(name, error, changed), isError: true } };
  };
  if (!checked.ok) return told(checked);
  const { tool } = checked;
  const asked = tool.permission === "ask" ? `turn.${turn}#ask.${number}` : null;
  const word = asked === null ? null : await askPerson(asked, { subSteps, tool, args: checked.args });
  const answered = word === null ? {} : { answeredAt: word.at };
  if (word?.refusal != null) return { ...told(word.refusal), ...answered };
  const args = word?.args ?? checked.args;
  const changed = keyText(args) === keyText(checked.args) ? null : changedArgs(args);
  const waitedMs = word === null ? 0 : Math.max(0, word.at - turnEndedAt);
  const outcome = await subSteps.call(`turn.${turn}#call.${number}`, {
    nodeId: tool.nodeId,
    args,
    ...(leftMs !== undefined && { leftMs: (now) => leftMs(now - waitedMs) }),
  });
  if (outcome.kind === "failed" && outcome.error.code === TOOL_OUT_OF_TIME.code) {
    throw new StepFailure(passed("maxMs", `The tool ${name} had not answered by then.`));
  }
  if (outcome.kind === "failed") return { ...told(outcome.error, changed), ...answered };
  const text = frameResult(name, outcome.output, { maxChars: resultChars, changed });
  return { result: { id, name, text, isError: false }, output: outcome.output, ...answered };
}

/** What a person said: `refusal` null where the call is allowed. */
interface Word {
  readonly at: number;
  readonly refusal: Pick<StepError, "code" | "message"> | null;
  /** With which it is to be made, where they were changed. */
  readonly args?: JsonObject;
}

async function askPerson(
  name: string,
  { subSteps, tool, args }: { readonly subSteps: SubSteps; readonly tool: WiredTool; readonly args: JsonObject },
): Promise<Word> {
  const answer = await subSteps.wait(name, {
    for: "person",
    show: { title: `May the agent use “${tool.name}”?`, show: args, fields: null, edits: tool.parameters },
  });
  const { at } = answer;
  if (answer.from !== "person") {
    return { at, refusal: { code: "TOOL_UNANSWERED", message: "Nobody allowed this call in time." } };
  }
  const { approved, note, args: changed } = answer.answer;
  if (approved === true) return allowed({ at, tool, args: changed });
  const why = typeof note === "string" && note.trim() !== "" ? ` They say: ${note.trim().slice(0, 1_000)}` : "";
  return { at, refusal: { code: "TOOL_REFUSED", message: `A person refused this call.${why}` } };
}

/** Checked when it was answered, and once more here: an answer may have come another way. */
function allowed({
  at,
  tool,
  args,
}: {
  readonly at: number;
  readonly tool: WiredTool;
  readonly args: Json | undefined;
}): Word {
  if (args === undefined || !isObject(args)) return { at, refusal: null };
  const problem = misfit(tool, args);
  if (problem === null) return { at, refusal: null, args };
  return { at, refusal: { code: "TOOL_ARGS_INVALID", message: `A person changed the arguments. ${problem}` } };
}

function tooMany(left: number): Pick<StepError, "code" | "message"> {
  const message =
    left < mostCallsOfTurn
      ? "There are no tool calls left. Answer with what you have."
      : `At most ${mostCallsOfTurn} calls are made in one turn. Ask for the others in the next one.`;
  return { code: "TOOL_TOO_MANY", message };
}

function looped(name: string, times: number): CallsOutcome {
  const message = `The agent asked for the same call of “${name}” ${times} times, also after it was told that nothing new comes of it.`;
  return { kind: "failed", error: { code: "AGENT_LOOPED", message, class: "permanent", details: { tool: name } } };
}

function refusedTooOften(planned: readonly Planned[]): CallsOutcome {
  const last = planned.flatMap(({ checked }) => (checked.ok ? [] : [checked.message]))[0] ?? "";
  const message = `In ${mostRefusedTurns} turns one after another the model asked for no call that can be made. Of the last: ${last}`;
  return { kind: "failed", error: { code: "AGENT_CALLS_REFUSED", message, class: "permanent" } };
}
