import type { JsonObject, StepOutcome } from "@orrery/node-kit";

/** A failure that another attempt would not mend. */
export function permanent(code: string, message: string, details?: JsonObject): StepOutcome {
  return { kind: "failed", error: { code, message, class: "permanent", ...(details && { details }) } };
}
