import type { StepStatus } from "@orrery/engine";
import { STATE_LOOK } from "@orrery/ui";
import type { NodeMark } from "../editor/editor-view.ts";
import type { NodeComparison, NodeSide } from "./compare-runs.ts";

/** Whether what a node gave is another, as far as it is known: null where neither gave something that can be compared. */
export type OutputDifference = "same" | "other" | "unknown" | null;

/** How two runs differ at a node, in words without their end; null where they do not. */
export function differenceWords(node: NodeComparison, output: OutputDifference): string | null {
  const { first, second, path } = node;
  const plan = PLAN_WORDS[node.plan];
  if (path === "only-first") return join(plan, "ran only in the first run");
  if (path === "only-second") return join(plan, "ran only in the second run");
  if (first === null || second === null) return plan;
  if (path === "other-end") return join(plan, `was ${stateWord(first)}, now ${stateWord(second)}`);
  if (path === "other-handle") return join(plan, `went on at ${ways(first)}, now at ${ways(second)}`);
  if (path === "other-count") return join(plan, `ran ${times(first)}, now ${times(second)}`);
  return join(plan, output === "other" ? "gave something else" : null);
}

/** What is written over its card; null where nothing is. */
export function differenceMark(node: NodeComparison, output: OutputDifference): NodeMark | null {
  switch (node.path) {
    case "only-first":
      return { tone: "first", word: "only in the first" };
    case "only-second":
      return { tone: "second", word: "only in the second" };
    case "other-handle":
      return { tone: "path", word: "another way" };
    case "other-end":
      return { tone: "path", word: "another end" };
    case "other-count":
      return { tone: "path", word: "another count" };
    case "same":
      if (node.plan === "removed") return { tone: "first", word: "removed" };
      if (node.plan === "added") return { tone: "second", word: "added" };
      return output === "other" ? { tone: "output", word: "another output" } : null;
  }
}

const PLAN_WORDS: Record<NodeComparison["plan"], string | null> = {
  same: null,
  changed: "was changed",
  added: "was added",
  removed: "was removed",
};

function join(one: string | null, other: string | null): string | null {
  if (one === null) return other;
  return other === null ? one : `${one}; ${other}`;
}

function stateWord({ status, errorCode }: NodeSide): string {
  const word = sentence(status);
  return errorCode === null || status !== "failed" ? word : `${word} (${errorCode})`;
}

function sentence(status: StepStatus): string {
  return STATE_LOOK[status].word.toLowerCase();
}

function ways({ handles }: NodeSide): string {
  return handles.length === 0 ? "none" : handles.map(([handle]) => `“${handle}”`).join(" and ");
}

function times({ ran, handles }: NodeSide): string {
  const count = ran === 1 ? "once" : `${ran} times`;
  return handles.length < 2 ? count : `${count} (${handles.map(([handle, of]) => `${of} at “${handle}”`).join(", ")})`;
}
