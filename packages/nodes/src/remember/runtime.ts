import { defineRuntime, type Json, type MemoryItem, type MemoryScope, StepFailure } from "@orrery/node-kit";
import { isObject } from "../is-object.ts";
import { memoryPlaceOf } from "../memory-place.ts";
import { nameOfType } from "../name-of-type.ts";
import { textOfValue } from "../text-of-value.ts";

interface RememberConfig {
  readonly scope?: MemoryScope;
  readonly memory: string;
  readonly person?: Json;
  readonly text: Json;
  readonly metadata?: Json;
  readonly key?: Json;
  readonly ttlMs?: number;
}

/**
 * Has its texts kept when the step has succeeded. `METADATA_EXPECTED`, `TEXT_EXPECTED` and `KEY_OF_LIST` for config that does
 * not fit, and what `ctx.memory` throws.
 */
export const rememberRuntime = defineRuntime<RememberConfig>({
  type: "remember",
  async run(ctx, { config }) {
    const metadata = config.metadata ?? null;
    if (metadata !== null && !isObject(metadata)) {
      throw refusal("METADATA_EXPECTED", `The metadata should be an object, and is ${nameOfType(metadata)}.`);
    }
    const key = textOfValue(config.key);
    if (key !== "" && Array.isArray(config.text)) {
      throw refusal(
        "KEY_OF_LIST",
        "A key belongs to one text, and this is a list. Remember its texts one by one in a map.",
      );
    }
    const list = Array.isArray(config.text) ? config.text : [config.text];
    const items = list.map((one): MemoryItem => {
      const { text, ...others } = isObject(one) ? one : { text: one };
      if (typeof text !== "string") {
        throw refusal("TEXT_EXPECTED", `What is to be remembered should be text, and is ${nameOfType(text)}.`);
      }
      return {
        text,
        metadata: { ...others, ...metadata },
        ...(key !== "" && { key }),
        ...(config.ttlMs !== undefined && { ttlMs: config.ttlMs }),
      };
    });
    const { ids, write } = await ctx.memory.remember(memoryPlaceOf(config), items);
    return { kind: "done", output: { ids: [...ids], count: ids.length }, writes: [write] };
  },
});

function refusal(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}
