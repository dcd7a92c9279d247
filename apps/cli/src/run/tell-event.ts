import { nodeIdOf, type RunEvent, type RunState, stepOf } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import type { Paint } from "../check/report.ts";

const WAITED_FOR = { person: "a person", time: "a time", run: "another run", signal: "a call" } as const;

/** A duration as people read it: 12 ms, 1.4 s, 3.2 min. */
export function inTime(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : `${(ms / 60_000).toFixed(1)} min`;
}

/** One line about an event for people at a prompt; null for those that say nothing to them. */
export function tellEvent(
  event: RunEvent,
  state: RunState,
  { graph, paint }: { graph: Graph; paint: Paint },
): string | null {
  if (!("stepKey" in event) || event.stepKey === undefined) return null;
  // A call of a tool is told by the tool.
  const id = stepOf(state, event.stepKey)?.nodeId ?? nodeIdOf(event.stepKey);
  const label = graph.nodes.find((node) => node.id === id)?.label ?? id;
  const name = `${label} ${paint("dim", event.stepKey)}`;
  const startedAt = stepOf(state, event.stepKey)?.startedAt ?? null;
  const time = startedAt === null ? "" : paint("dim", ` ${inTime(event.at - startedAt)}`);
  switch (event.type) {
    case "step.succeeded":
      return `${paint("green", "done")}     ${name}${time}`;
    case "step.failed":
      return `${paint("red", "failed")}   ${name}${time} ${event.error.code}`;
    case "step.retrying":
      return `${paint("yellow", "again")}    ${name} ${event.error.code}, in ${inTime(event.dueAt - event.at)}`;
    case "step.waiting":
      return `${paint("blue", "waiting")}  ${name} for ${WAITED_FOR[event.for]}`;
    case "step.cancelled":
      return `${paint("dim", "stopped")}  ${name}`;
    case "step.skipped":
      return `${paint("dim", "skipped")}  ${name}`;
    case "step.uncertain":
      return `${paint("red", "unsure")}   ${name} was under way when its executor ended`;
    default:
      return null;
  }
}
