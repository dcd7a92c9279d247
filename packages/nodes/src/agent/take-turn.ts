import {
  type Json,
  type JsonObject,
  type JsonSchema,
  type ModelMessage,
  type ModelTool,
  type ModelToolCall,
  type StepError,
  StepFailure,
  type SubOutcome,
  type SubSteps,
  type Usage,
} from "@orrery/node-kit";
import { isObject } from "../is-object.ts";
import { passed } from "./passed.ts";

export interface TurnRequest {
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  /** What was said before the prompt; absent: nothing. */
  readonly earlier?: readonly ModelMessage[];
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  readonly outputSchema?: JsonSchema;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly needsPrice?: boolean;
  /** What is left of the time of the whole, ms, from now (epoch ms) on; null: any time. */
  readonly leftMs?: (now: number) => number | null;
  /** What is new since the turn before, for people: it is kept with the turn. */
  readonly told: JsonObject;
}

/** A turn as the log has it: the same whether the model was asked just now or before a crash. */
export interface Turn {
  readonly text: string;
  readonly calls: readonly ModelToolCall[];
  readonly object?: Json;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly usage: Usage;
}

export type TurnOutcome =
  | { readonly kind: "done"; readonly turn: Turn }
  | { readonly kind: "failed"; readonly error: StepError };

/** Gives a call up at the limit on the time of the whole; then rejects with that limit. */
async function withinTime<T>(outer: AbortSignal, leftMs: number | null, call: (signal: AbortSignal) => Promise<T>) {
  if (leftMs === null) return call(outer);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), Math.max(0, leftMs));
  try {
    return await call(AbortSignal.any([outer, late.signal]));
  } catch (cause) {
    if (outer.aborted || !late.signal.aborted) throw cause;
    throw new StepFailure(passed("maxMs", "The model had not answered by then."));
  } finally {
    clearTimeout(timer);
  }
}

const nothing: Usage = { inputTokens: 0, outputTokens: 0, usd: 0 };

/** Asks the model once, as the sub-step `name`; what it says streams to watchers. */
export async function takeTurn(subSteps: SubSteps, name: string, request: TurnRequest): Promise<TurnOutcome> {
  const { model, system, prompt, earlier = [], messages, tools, outputSchema } = request;
  const { temperature, maxTokens, needsPrice, told } = request;
  const outcome = await subSteps.perform(name, {
    effect: "repeatable",
    input: { model, ...told },
    async run(ctx) {
      const startedAt = ctx.now();
      const answer = await withinTime(ctx.signal, request.leftMs?.(startedAt) ?? null, (signal) =>
        ctx.generate({
          model,
          prompt,
          ...(system !== "" && { system }),
          ...(earlier.length > 0 && { earlier }),
          ...(messages.length > 0 && { messages }),
          ...(tools.length > 0 && { tools }),
          ...(outputSchema !== undefined && { outputSchema }),
          ...(temperature !== undefined && { temperature }),
          ...(maxTokens !== undefined && { maxTokens }),
          ...(needsPrice === true && { needsPrice }),
          signal,
          onText: (piece) => ctx.stream(piece),
        }),
      );
      const { text, toolCalls = [], object } = answer;
      const output = {
        text,
        calls: toolCalls.map((call) => ({ ...call })),
        ...(object !== undefined && { object }),
        startedAt,
        endedAt: ctx.now(),
      };
      return { kind: "done", output, usage: answer.usage, model: answer.model };
    },
  });
  return outcome.kind === "failed" ? outcome : { kind: "done", turn: readTurn(outcome) };
}

function readTurn({ output, usage = nothing }: Extract<SubOutcome, { readonly kind: "done" }>): Turn {
  const { text = "", calls = [], object, startedAt = 0, endedAt = 0 } = isObject(output) ? output : {};
  return {
    text: typeof text === "string" ? text : "",
    calls: Array.isArray(calls) ? calls.flatMap((call: Json) => readCall(call) ?? []) : [],
    ...(object !== undefined && { object }),
    startedAt: typeof startedAt === "number" ? startedAt : 0,
    endedAt: typeof endedAt === "number" ? endedAt : 0,
    usage,
  };
}

function readCall(call: Json): ModelToolCall | null {
  if (!isObject(call)) return null;
  const { id, name, args, meta } = call;
  if (typeof id !== "string" || typeof name !== "string" || typeof args !== "string") return null;
  return { id, name, args, ...(isObject(meta) && { meta }) };
}
