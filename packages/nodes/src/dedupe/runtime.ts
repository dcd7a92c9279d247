import { defineRuntime, type Json } from "@orrery/node-kit";
import { keyText } from "../key-text.ts";
import { readList, readParallelList } from "../read-list.ts";

interface DedupeConfig {
  readonly items: Json;
  readonly by?: Json;
  readonly keep?: "first" | "last";
}

/** Keeps the first or last item of each key, in the order of the list. `LIST_EXPECTED`, `LIST_LENGTH` as `readList`. */
export const dedupeRuntime = defineRuntime<DedupeConfig>({
  type: "dedupe",
  run(_ctx, { config }) {
    const items = readList(config.items, "Items");
    const keys = config.by === undefined ? items : readParallelList(config.by, "The list of keys", items);
    const kept = new Map<string, number>();
    for (const [index, key] of keys.entries()) {
      const text = keyText(key);
      if (config.keep === "last" || !kept.has(text)) kept.set(text, index);
    }
    const chosen = new Set(kept.values());
    const output = items.filter((_, index) => chosen.has(index));
    return { kind: "done", output: { items: output, removed: items.length - output.length } };
  },
});
