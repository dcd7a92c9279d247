import { defineRuntime, type Json, type JsonObject, StepFailure } from "@orrery/node-kit";
import { keyText } from "../key-text.ts";
import { nameOfType } from "../name-of-type.ts";
import { readList, readParallelList } from "../read-list.ts";

interface AggregateConfig {
  readonly items: Json;
  readonly flatten?: boolean;
  readonly by?: Json;
  readonly numbers?: Json;
}

interface Gathered {
  readonly key: Json;
  readonly items: Json[];
  readonly numbers: number[];
}

/**
 * Counts items, sums up the number of each, and gathers items of equal keys in the order in which the keys first came.
 * `LIST_EXPECTED` and `LIST_LENGTH` for what is no list of the right length, `NUMBER_EXPECTED` for an entry that is none.
 */
export const aggregateRuntime = defineRuntime<AggregateConfig>({
  type: "aggregate",
  run(_ctx, { config }) {
    const given = readList(config.items, "Items");
    const items = config.flatten === true ? given.flatMap((item) => (item === null ? [] : item)) : given;
    const numbers = config.numbers === undefined ? null : readNumbers(config.numbers, items);
    const output: { [name: string]: Json } = { items, count: items.length, ...(numbers && figures(numbers)) };
    if (config.by !== undefined) {
      const keys = readParallelList(config.by, "The list of keys", items);
      output.groups = gather({ items, keys, numbers }).map((group) => ({
        key: group.key,
        items: group.items,
        count: group.items.length,
        ...(numbers && figures(group.numbers)),
      }));
    }
    return { kind: "done", output };
  },
});

function readNumbers(value: Json, items: readonly Json[]): readonly number[] {
  return readParallelList(value, "The list of numbers", items).map((entry, index) => {
    if (typeof entry === "number") return entry;
    throw new StepFailure({
      code: "NUMBER_EXPECTED",
      message: `Entry ${index} of the numbers is ${nameOfType(entry)}.`,
      class: "permanent",
      details: { index },
    });
  });
}

function gather(all: {
  readonly items: readonly Json[];
  readonly keys: readonly Json[];
  readonly numbers: readonly number[] | null;
}): readonly Gathered[] {
  const groups = new Map<string, Gathered>();
  for (const [index, item] of all.items.entries()) {
    const key = all.keys[index] ?? null;
    const text = keyText(key);
    const group: Gathered = groups.get(text) ?? { key, items: [], numbers: [] };
    groups.set(text, group);
    group.items.push(item);
    if (all.numbers !== null) group.numbers.push(all.numbers[index] ?? 0);
  }
  return [...groups.values()];
}

function figures(numbers: readonly number[]): JsonObject {
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const one of numbers) {
    sum += one;
    if (one < min) min = one;
    if (one > max) max = one;
  }
  if (!Number.isFinite(sum)) {
    throw new StepFailure({
      code: "NUMBER_TOO_LARGE",
      message: "The sum is larger than a number can be.",
      class: "permanent",
    });
  }
  return numbers.length === 0 ? { sum, avg: null, min: null, max: null } : { sum, avg: sum / numbers.length, min, max };
}
