import {
  type Json,
  type JsonObject,
  type JsonSchema,
  type StepContext,
  StepFailure,
  type Usage,
} from "@orrery/node-kit";
import { isObject } from "./is-object.ts";

/** How often a model is asked for an object before its answers are given up. */
export const mostAsks = 2;

export interface ObjectRequest {
  readonly model: string;
  readonly system: string;
  readonly prompt: string;
  /** Of an object. */
  readonly schema: JsonSchema;
  readonly temperature?: number;
}

export interface ObjectAnswer {
  readonly object: JsonObject;
  readonly usage: Usage;
  readonly model: string;
}

/**
 * Asks a model for an object. An answer that does not fit the schema is asked for once more, with what was wrong with it.
 * @throws StepFailure `MODEL_OUTPUT_INVALID` where that does not fit either, and what the model client throws.
 */
export async function askForObject(ctx: StepContext, request: ObjectRequest): Promise<ObjectAnswer> {
  const { model, schema: outputSchema, prompt, temperature } = request;
  let { system } = request;
  for (let asked = 1; ; asked += 1) {
    try {
      const answer = await ctx.generate({
        model,
        system,
        prompt,
        outputSchema,
        ...(temperature !== undefined && { temperature }),
        signal: ctx.signal,
      });
      return { object: objectOf(answer.object), usage: answer.usage, model: answer.model };
    } catch (error) {
      const isMalformed = error instanceof StepFailure && error.error.code === "MODEL_OUTPUT_INVALID";
      if (!isMalformed || asked >= mostAsks || ctx.signal.aborted) throw error;
      system = `${request.system}\n\nYour last answer could not be used. ${error.message} Answer with JSON of the given shape only.`;
    }
  }
}

function objectOf(value: Json | undefined): JsonObject {
  if (isObject(value)) return value;
  throw new StepFailure({
    code: "MODEL_OUTPUT_INVALID",
    message: "The model did not answer with an object.",
    class: "permanent",
  });
}
