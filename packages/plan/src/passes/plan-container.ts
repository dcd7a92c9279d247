import type { Json, JsonObject } from "@orrery/graph";
import type { ContainerTrait } from "@orrery/node-kit";
import type { PlanContainer } from "../plan.ts";

/** What the engine has to know of a container, taken from its config. `collect` is what an iteration gives where that says nothing. */
export function planContainer(trait: ContainerTrait, config: JsonObject, collect: string | null): PlanContainer {
  if (trait.kind === "loop") {
    return {
      kind: "loop",
      initial: config[trait.initialField] ?? null,
      next: config[trait.nextField] ?? null,
      until: config[trait.untilField] ?? null,
      maxIterations: asCount(config[trait.maxIterationsField]),
    };
  }
  return {
    kind: "each",
    items: config[trait.itemsField] ?? null,
    collect: config[trait.collectField] ?? collect,
    concurrency: asCount(config[trait.concurrencyField]),
    onItemError: asItemPolicy(config[trait.onItemErrorField]),
  };
}

export function asCount(value: Json | undefined): number {
  return typeof value === "number" ? value : 1;
}

function asItemPolicy(value: Json | undefined): "fail" | "skip" | "null" {
  return value === "skip" || value === "null" ? value : "fail";
}
