import type { Prisma } from "@orrery/db";
import type { Plan } from "@orrery/plan";

/** Only `startRun` writes the column, from a compiled plan; so what comes back has that shape. */
export function storedPlan(json: Prisma.JsonValue): Plan {
  return json as unknown as Plan;
}
