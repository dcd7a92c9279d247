import type { PinnedOutput } from "@orrery/engine";
import type { Graph, Json } from "@orrery/graph";
import { canonicalJson, type Plan } from "@orrery/plan";
import type { EventLog, NewValue, Values } from "@orrery/ports";
import { v5 as uuidv5 } from "uuid";
import type { Actor } from "../actor.ts";
import { ServiceError } from "../service-error.ts";

/** What a run is given in place of what some of its steps would give, with the values that these name. */
export interface RunPins {
  readonly pins: readonly PinnedOutput[];
  readonly values: readonly NewValue[];
}

/** The most that one run takes over. */
const mostPins = 200;
/** Pins follow on the start, each as an event of its own. */
const firstEvents = 1 + mostPins;

export const noPins: RunPins = { pins: [], values: [] };

/**
 * The pinned outputs of a draft that a run of it uses: those of steps of the plan. Only people who try a draft use them,
 * never keys. The same output of the same workflow has the same value id in each run, so that forks see what is unchanged.
 */
export function draftPins(
  actor: Actor,
  { graph, plan, workflowId }: { readonly graph: Graph; readonly plan: Plan; readonly workflowId: string },
): RunPins {
  if (actor.kind === "key") return noPins;
  const steps = new Set(plan.nodes.filter(({ role }) => role === "step").map(({ id }) => id));
  const pinned = graph.nodes.flatMap(({ id, pinned: pin }) =>
    pin === undefined || !steps.has(id) ? [] : [pinOf(id, pin, workflowId)],
  );
  if (pinned.length > mostPins)
    throw new ServiceError("INVALID", "PINS", `A run takes at most ${mostPins} pinned outputs; unpin some nodes.`);
  return { pins: pinned.map(({ pin }) => pin), values: pinned.map(({ value }) => value) };
}

/** The pins that a run was started with: who runs it again as it ran wants them again. Throws `CONFLICT` where they are gone. */
export async function pinsOfRun(
  { log, values }: { readonly log: EventLog; readonly values: Values },
  { runId, workflowId }: { readonly runId: string; readonly workflowId: string | null },
): Promise<RunPins> {
  const events = await log.read(runId, 0, firstEvents);
  const pins = events.flatMap((event) => (event.type === "run.pinned" ? [event] : []));
  if (pins.length === 0) return noPins;
  const found = await values.readMany(
    runId,
    pins.map(({ output }) => output.id),
  );
  const again = pins.map(({ nodeId, output, handle }) => {
    const given = found.get(output.id);
    if (given === undefined)
      throw new ServiceError(
        "CONFLICT",
        "VALUES_GONE",
        "What was pinned in this run is not kept any more: start a new run.",
      );
    return pinOf(nodeId, { output: given, ...(handle !== undefined && { handle }) }, workflowId ?? runId);
  });
  return { pins: again.map(({ pin }) => pin), values: again.map(({ value }) => value) };
}

function pinOf(
  nodeId: string,
  { output, handle }: { readonly output: Json; readonly handle?: string },
  workflowId: string,
): { readonly pin: PinnedOutput; readonly value: NewValue } {
  const json = JSON.stringify(output);
  const id = uuidv5(`pin ${nodeId} ${canonicalJson(output)}`, workflowId);
  const ref = { id, bytes: Buffer.byteLength(json, "utf8") };
  return {
    pin: { nodeId, output: ref, ...(handle !== undefined && { handle }) },
    value: { id, kind: "json", json, labels: { i: "T", c: [] } },
  };
}
