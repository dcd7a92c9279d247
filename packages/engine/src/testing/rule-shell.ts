import type { PinnedOutput } from "../events.ts";
import type { Outcome } from "../on-outcome.ts";
import { type NodeSpec, planOf } from "./plan-of.ts";
import { anyValue, ReferenceShell } from "./reference-shell.ts";

export const done: Outcome = { kind: "done", output: anyValue };
export const broken: Outcome = { kind: "failed", error: { code: "BROKEN", class: "permanent" } };
export const flaky: Outcome = { kind: "failed", error: { code: "FLAKY", class: "transient" } };
export const start: NodeSpec = { id: "start", role: "entry" };

/** A shell whose steps end as told by key (or by node), `done` otherwise. */
export function shellOf(
  nodes: readonly NodeSpec[],
  edges: readonly string[],
  told: Readonly<Record<string, Outcome>> = {},
  budget = { maxSteps: 1000, maxWallMs: 1_000_000 },
  pins: readonly PinnedOutput[] = [],
): ReferenceShell {
  const shell = new ReferenceShell(planOf([start, ...nodes], edges, { budget }), {
    outcome: (work) => (work.do === "resume" ? done : (told[work.stepKey] ?? told[work.nodeId] ?? done)),
  });
  shell.start(null, pins);
  shell.tick();
  shell.end("start:start");
  shell.tick();
  return shell;
}

/** Ends work in the order in which it began until nothing is left. */
export function finishAll(shell: ReferenceShell): ReferenceShell {
  for (let [key] = shell.work.keys(); key !== undefined; [key] = shell.work.keys()) {
    shell.end(key);
    shell.tick();
  }
  return shell;
}

/** Ends these pieces of work, one after the other. */
export function end(shell: ReferenceShell, ...keys: string[]): void {
  for (const key of keys) {
    shell.end(key);
    shell.tick();
  }
}

/** The log without its start and its plainest fields: one short line an event. */
export function told(shell: ReferenceShell): string[] {
  return shell.log.slice(2).map((event) => {
    const parts: unknown[] = [event.type];
    if ("stepKey" in event) parts.push(event.stepKey);
    if ("index" in event) parts.push(event.index);
    if ("error" in event && event.error !== undefined) parts.push(event.error.code);
    if ("handled" in event) parts.push(event.handled);
    return parts.join(" ");
  });
}
