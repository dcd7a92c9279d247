import { nodeFacts, nodeIdOf, type RunEvent, type RunFacts } from "@orrery/engine";
import type { EventLog } from "@orrery/ports";
import type { SqlRunner } from "../run-log/sql-runner.ts";
import type { NodeBooks } from "./node-books.ts";

/** The row of a run that has ended. */
export interface EndedRun {
  readonly id: string;
  readonly workspaceId: string;
  readonly workflowId: string | null;
  readonly planHash: string;
  readonly drawingHash: string;
  readonly status: RunFacts["status"];
  readonly errorCode: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date;
  readonly lastSeq: number;
}

const pageSize = 5_000;

/** What these runs tell, in the same order. Where the log of one is gone, only what its row says. */
export async function readFacts(
  means: { readonly sql: SqlRunner; readonly log: Pick<EventLog, "read">; readonly books: NodeBooks },
  runs: readonly EndedRun[],
): Promise<readonly RunFacts[]> {
  const { rows } = await means.sql.query<{ runId: string; body: RunEvent }>({
    name: "facts-events",
    text: `SELECT run_id AS "runId", body FROM run_event WHERE run_id = ANY($1::uuid[])
      AND (type LIKE 'step.%' OR type IN ('run.started', 'run.failed', 'scope.opened')) ORDER BY run_id, seq`,
    values: [runs.map(({ id }) => id)],
  });
  const logs = Map.groupBy(rows, ({ runId }) => runId);
  const facts: RunFacts[] = [];
  for (const run of runs) {
    const found = (logs.get(run.id) ?? []).map(({ body }) => body);
    // A log that does not begin at its beginning has left the database, at least in part.
    const isWhole = found[0]?.type === "run.started" || run.lastSeq === 0;
    const events = isWhole ? found : await readArchived(means.log, run.id);
    facts.push(factsOf(run, events, nodeFacts(await means.books.nodes(run.workspaceId, run.planHash), events)));
  }
  return facts;
}

async function readArchived(log: Pick<EventLog, "read">, runId: string): Promise<readonly RunEvent[]> {
  const events: RunEvent[] = [];
  for (;;) {
    const page = await log.read(runId, events.at(-1)?.seq ?? 0, pageSize);
    events.push(...page);
    if (page.length < pageSize) return events;
  }
}

function factsOf(run: EndedRun, events: readonly RunEvent[], nodes: RunFacts["nodes"]): RunFacts {
  const failed = events.find((event) => event.type === "run.failed");
  const costs = nodes.map(({ costUsd }) => costUsd).filter((usd) => usd !== null);
  return {
    runId: run.id,
    workspaceId: run.workspaceId,
    workflowId: run.workflowId,
    versionHash: run.planHash,
    status: run.status,
    createdAt: run.createdAt.getTime(),
    startedAt: run.startedAt?.getTime() ?? null,
    endedAt: run.endedAt.getTime(),
    errorCode: run.errorCode,
    errorNodeId: failed?.stepKey === undefined ? null : nodeIdOf(failed.stepKey),
    costUsd: costs.length === 0 ? null : costs.reduce((sum, usd) => sum + usd, 0),
    tokens: nodes.reduce((sum, { tokens }) => sum + tokens, 0),
    nodes,
  };
}
