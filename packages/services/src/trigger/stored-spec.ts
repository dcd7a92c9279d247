import type { TriggerSpec } from "@orrery/node-kit";

/** Only `keepTriggers` writes the column, from what a node type declares; so what comes back has that shape. */
export function storedSpec(json: unknown): TriggerSpec {
  return json as TriggerSpec;
}
