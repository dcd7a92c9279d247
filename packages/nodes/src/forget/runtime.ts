import { defineRuntime, type Json, type MemoryChoice, type MemoryScope, StepFailure } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";
import { memoryPlaceOf } from "../memory-place.ts";
import { textOfValue } from "../text-of-value.ts";

interface ForgetConfig {
  readonly scope?: MemoryScope;
  readonly memory: string;
  readonly person?: Json;
  readonly what?: "key" | "ids" | "metadata" | "everything";
  readonly key?: Json;
  readonly ids?: Json;
  readonly metadata?: Json;
}

const mostIds = 10_000;

/** Has records removed when the step has succeeded. `CHOICE_EMPTY` where it is not said which, and what `ctx.memory` throws. */
export const forgetRuntime = defineRuntime<ForgetConfig>({
  type: "forget",
  async run(ctx, { config }) {
    const { count, write } = await ctx.memory.forget(memoryPlaceOf(config), choiceOf(config));
    return { kind: "done", output: { count }, writes: [write] };
  },
});

/** An empty choice would mean everything, so what is chosen by must be there. */
function choiceOf({ what = "key", key, ids, metadata }: ForgetConfig): MemoryChoice {
  switch (what) {
    case "everything":
      return {};
    case "key": {
      const text = textOfValue(key);
      if (text === "") throw refusal("There is no key.");
      return { key: text };
    }
    case "ids": {
      const texts = Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
      if (!Array.isArray(ids) || texts.length < ids.length || ids.length > mostIds) {
        throw refusal(`The ids should be a list of at most ${mostIds.toLocaleString("en")} texts.`);
      }
      return { ids: texts };
    }
    case "metadata":
      if (!isObject(metadata) || Object.keys(metadata).length === 0) {
        throw refusal("The metadata should be an object with one member or more.");
      }
      return { metadata };
  }
}

function refusal(message: string): StepFailure {
  return new StepFailure({ code: "CHOICE_EMPTY", message: `${message} Nothing was forgotten.`, class: "permanent" });
}
