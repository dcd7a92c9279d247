import type { PlanShape } from "@orrery/engine";
import { pick, type Random } from "@orrery/engine/testing";

/** What executors of the simulation may have. */
export const LABELS = ["eu", "gpu"] as const;

const wishes = [[], [], [], ["eu"], ["gpu"], ["eu", "gpu"]] as const;

/** The plan with some of its steps, containers and those that undo among them, asking for executors with labels. */
export function withPlacement(shape: PlanShape, random: Random): PlanShape {
  const nodes = shape.nodes.map((node) => {
    const runsOn = node.role === "entry" ? [] : pick(random, wishes);
    return runsOn.length === 0 ? node : { ...node, policy: { ...node.policy, runsOn } };
  });
  return { ...shape, nodes };
}

/** What the executor at a seat has: at least one can do everything, the others some of it. */
export function labelsOf(seat: number, random: Random): ReadonlySet<string> {
  return new Set(LABELS.filter(() => seat === 0 || random() < 0.4));
}
