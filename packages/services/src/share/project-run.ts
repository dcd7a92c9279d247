import type { PlanShape, RunEvent } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { SharedRun } from "@orrery/viewer/shared-run";
import { projectDrawing } from "./project-drawing.ts";
import { projectEvent } from "./project-event.ts";
import { projectPlan } from "./project-plan.ts";
import type { ShareProjection } from "./share-projection.ts";
import { readSharedValues, type WantedValue } from "./shared-values.ts";

/** What a projection is made of. */
export interface RunToProject {
  readonly title: string;
  readonly plan: PlanShape;
  readonly graph: Graph;
  readonly catalog: Catalog;
  /** The log from its first event on. */
  readonly events: readonly RunEvent[];
  readonly projection: ShareProjection;
}

/** What whoever has the link sees of a run, and which values are still to be put to it. */
export function projectRun(run: RunToProject): {
  readonly shared: Omit<SharedRun, "values" | "live">;
  readonly wanted: readonly WantedValue[];
} {
  const { usage } = run.projection;
  return {
    shared: {
      v: 1,
      title: run.title,
      plan: projectPlan(run.plan),
      drawing: projectDrawing(run.graph, run.catalog),
      events: run.events.map((event) => projectEvent(event, usage)),
      usage,
    },
    wanted: readSharedValues(run.plan, run.projection)(run.events),
  };
}
