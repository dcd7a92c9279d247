import type { ValueRef } from "../events.ts";
import type { Outcome } from "../on-outcome.ts";
import { nodeOf, type PlanNodeShape, type PlanShape } from "../plan-index.ts";
import { containerResults, loopResult, loopState } from "../select/iterations.ts";
import { runOutputs } from "../select/run.ts";
import { nodeReading } from "../select/step.ts";
import type { RunState } from "../state/run-state.ts";
import { containerOf, iterationKey, scopeKeyOf } from "../step-key.ts";
import { behaviourOf, childIds, collectErrorOf, derivedId, type Mood, readBy } from "./behaviour.ts";
import type { Script } from "./reference-shell.ts";
import { subBehaviourOf } from "./sub-story.ts";

/** Never within the time of a story. */
const FAR = 1_000_000_000;

/** Plays a mood through the engine's own selectors: values are named after what was read when the work ended. */
export function storyScript(plan: PlanShape, mood: Mood, now: () => number): Script {
  const read = (state: RunState, scopeKey: string, ids: readonly string[]): (string | null)[] =>
    ids.map((id) => nodeReading(state, scopeKey, id).output?.id ?? null);
  const readFor = (state: RunState, stepKey: string, node: PlanNodeShape): (string | null)[] => {
    const scopeKey = scopeKeyOf(stepKey);
    return [...read(state, scopeKey, readBy(plan, node)), ...statesAround(state, scopeKey)];
  };
  return {
    outcome(work, state): Outcome {
      const { node } = nodeOf(state.index, work.nodeId);
      const sub = state.steps.get(work.stepKey)?.sub ?? null;
      const behaviour =
        sub === null
          ? behaviourOf(mood, work.stepKey, node)
          : subBehaviourOf(state.index.plan, mood, { kind: sub.kind, nodeId: work.nodeId, key: work.stepKey });
      const failures = state.steps.get(work.stepKey)?.failures ?? 0;
      if (work.do !== "resume" && failures < behaviour.transientFailures)
        return { kind: "failed", error: { code: "FLAKY", class: "transient" } };
      if (work.do === "start" && behaviour.wait !== "none") {
        const far = behaviour.wait === "person" ? FAR : behaviour.waitMs;
        return { kind: "wait", for: behaviour.wait === "time" ? "time" : "person", dueAt: now() + far };
      }
      if ("error" in behaviour.end && node.container === null) return { kind: "failed", error: behaviour.end.error };
      if (work.do === "open") {
        if ("error" in behaviour.end) return { kind: "failed", error: behaviour.end.error };
        if (node.container?.kind !== "loop") return { kind: "opened", count: behaviour.items };
        const initial = derivedId(`${work.stepKey}!`, readFor(state, work.stepKey, node));
        return { kind: "opened", count: node.container.maxIterations, state: refTo(initial) };
      }
      if (sub !== null && sub.kind !== "tool") return { kind: "done", output: refTo(derivedId(work.stepKey, [])) };
      const { handle } = "handle" in behaviour.end ? behaviour.end : { handle: undefined };
      const output = refTo(derivedId(work.stepKey, readFor(state, work.stepKey, node)));
      return { kind: "done", output, ...(handle === undefined ? {} : { handle }) };
    },
    collect(work, state) {
      const scopeKey = iterationKey(work.stepKey, work.index);
      const error = collectErrorOf(mood, scopeKey);
      if (error !== null) return { error };
      const children = read(state, scopeKey, childIds(plan, work.nodeId));
      const { node } = nodeOf(state.index, work.nodeId);
      if (node.container?.kind !== "loop") return { value: refTo(derivedId(`${scopeKey}/`, children)) };
      const before = loopState(state, work.stepKey, work.index)?.id ?? null;
      const value = refTo(derivedId(`${scopeKey}/`, [before, ...children]));
      return { value, done: work.index >= behaviourOf(mood, work.stepKey, node).items };
    },
    close(work, state) {
      if (nodeOf(state.index, work.nodeId).node.container?.kind === "loop") {
        const { state: last, iterations, done } = loopResult(state, work.stepKey);
        return refTo(derivedId(work.stepKey, [last?.id ?? null, `${iterations} ${done}`]));
      }
      const { results } = containerResults(state, work.stepKey);
      return refTo(
        derivedId(
          work.stepKey,
          results.map((result) => result?.id ?? null),
        ),
      );
    },
    finish(state) {
      const { single, outputs } = runOutputs(state);
      const ids = outputs.map((output) => output.value.id);
      if (!single) return refTo(derivedId("outputs", ids));
      return ids[0] === undefined ? null : refTo(ids[0]);
    },
  };
}

/** `.state` of every loop around a scope, the innermost first. */
function statesAround(state: RunState, scopeKey: string): string[] {
  const around = containerOf(scopeKey);
  if (around === null) return [];
  const own = loopState(state, around.containerKey, around.index);
  return [...(own === null ? [] : [own.id]), ...statesAround(state, scopeKeyOf(around.containerKey))];
}

function refTo(id: string): ValueRef {
  return { id, bytes: id.length };
}
