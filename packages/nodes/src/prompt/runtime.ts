import { defineRuntime, type Json, type JsonSchema } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { textOfValue } from "../text-of-value.ts";
import { readImages } from "./read-images.ts";

interface PromptConfig {
  readonly model?: string;
  readonly system?: Json;
  readonly prompt: Json;
  readonly images?: Json;
  readonly outputSchema?: JsonSchema;
  readonly temperature?: number;
  readonly maxTokens?: number;
}

/**
 * Asks a model once. Text streams to watchers as it comes; with `outputSchema` the answer's `object` fits it. Fails with
 * `PROMPT_EMPTY`, with what `readImages` says of its images, or with what the model client throws (`MODEL_…`).
 */
export const promptRuntime = defineRuntime<PromptConfig>({
  type: "prompt",
  async run(ctx, { config }) {
    const prompt = textOfValue(config.prompt);
    const system = textOfValue(config.system);
    if (prompt.trim() === "") return permanent("PROMPT_EMPTY", "The prompt is empty, so there is nothing to ask.");
    const images = await readImages(ctx.files, config.images);
    const answer = await ctx.generate({
      model: config.model ?? "default",
      prompt,
      ...(images.length > 0 && { images }),
      ...(system.trim() !== "" && { system }),
      ...(config.outputSchema !== undefined && { outputSchema: config.outputSchema }),
      ...(config.temperature !== undefined && { temperature: config.temperature }),
      ...(config.maxTokens !== undefined && { maxTokens: config.maxTokens }),
      signal: ctx.signal,
      onText: (piece) => ctx.stream(piece),
    });
    const { text, object, usage, model } = answer;
    return {
      kind: "done",
      output: { text, ...(object !== undefined && { object }), usage: { ...usage }, model },
      usage,
      model,
    };
  },
});
