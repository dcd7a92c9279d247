import type { RunRow } from "@orrery/services";
import { shortRunId } from "../run-list/short-run-id.ts";

/** The heading of a run's page. */
export function RunTitle({ run }: { run: RunRow }) {
  return <h1 className="truncate font-semibold text-sm">{`Run ${shortRunId(run.id)}`}</h1>;
}

/** Where a run's page lies: under its workflow, or among all runs. */
export function runParent(run: RunRow): { href: string; word: string } {
  return run.workflowId === null
    ? { href: "/runs", word: "Runs" }
    : { href: `/workflows/${run.workflowId}`, word: run.name || "Workflow" };
}
