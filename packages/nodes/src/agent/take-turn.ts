import type {
  Json,
  JsonObject,
  JsonSchema,
  ModelMessage,
  ModelTool,
  ModelToolCall,
  StepError,
  SubOutcome,
  SubSteps,
  Usage,
} from "@orrery/node-kit";
import { isObject } from "../is-object.ts";

export interface TurnRequest {
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  readonly outputSchema?: JsonSchema;
  readonly temperature?: number;
  readonly maxTokens?: number;
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

const nothing: Usage = { inputTokens: 0, outputTokens: 0, usd: 0 };

/** Asks the model once, as the sub-step `name`; what it says streams to watchers. */
export async function takeTurn(subSteps: SubSteps, name: string, request: TurnRequest): Promise<TurnOutcome> {
  const { model, system, prompt, messages, tools, outputSchema, temperature, maxTokens, told } = request;
  const outcome = await subSteps.perform(name, {
    effect: "repeatable",
    input: { model, ...told },
    async run(ctx) {
      const startedAt = ctx.now();
      const answer = await ctx.generate({
        model,
        prompt,
        ...(system !== "" && { system }),
        ...(messages.length > 0 && { messages }),
        ...(tools.length > 0 && { tools }),
        ...(outputSchema !== undefined && { outputSchema }),
        ...(temperature !== undefined && { temperature }),
        ...(maxTokens !== undefined && { maxTokens }),
        signal: ctx.signal,
        onText: (piece) => ctx.stream(piece),
      });
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
