import type { RunSubmission } from "@orrery/db/run-log";
import type { Plan } from "@orrery/plan";
import type { ClaimedRun } from "@orrery/ports";
import type { Runner } from "@orrery/runner";
import type { RunSubmitter } from "@orrery/services/triggers";
import type { EndedRun, EndWaiter } from "./await-end.ts";

/** Starts runs of published versions as fast as one process can. */
export interface RunStarter {
  /**
   * Makes the run and drives it in this process where there is room; otherwise its job goes to whoever has some. `absent`:
   * one of its keys was there before (see `submitKeyedRun` for `messageKey`). `ended` resolves with its end, or null where it has not ended within `ms`.
   */
  start(
    run: (owner: string | null) => RunSubmission,
    plan: Plan,
    messageKey?: string | null,
  ): Promise<
    { readonly kind: "absent" } | { readonly kind: "made"; readonly ended: (ms: number) => Promise<EndedRun | null> }
  >;
}

export function createRunStarter(means: {
  readonly submitter: RunSubmitter;
  readonly runner: Pick<Runner, "driveOwn">;
  readonly waiter: Pick<EndWaiter, "wait">;
  /** This executor, where it may begin and has room for another run beside so many that it is being given. */
  readonly owner: (coming: number) => string | null;
}): RunStarter {
  const { submitter, runner, waiter } = means;
  /** Runs on their way to the database as ours, which the runner does not count yet. */
  let coming = 0;

  /** The run with its start, as a claim would bring it: it is ours from its first row. */
  const asClaimed = (run: RunSubmission, plan: Plan): ClaimedRun => ({
    runId: run.runId,
    workspaceId: run.workspaceId,
    epoch: 1,
    lastSeq: 0,
    plan,
    depth: run.depth ?? 0,
    inbox: [{ ...startOf(run), id: run.command.id, by: run.startedBy, kind: "start" }],
    input: { id: run.input.id, bytes: Buffer.byteLength(run.input.json), value: JSON.parse(run.input.json) },
  });

  return {
    async start(runOf, plan, messageKey = null) {
      const owner = means.owner(coming);
      const run = runOf(owner);
      const places = owner === null ? 0 : 1;
      coming += places;
      const submitted = await submitter.submit(run, messageKey).finally(() => {
        coming -= places;
      });
      if (submitted === "absent") return { kind: "absent" };
      const isOurs = submitted.owner !== null && submitted.owner === owner;
      if (!isOurs) return { kind: "made", ended: (ms) => waiter.wait(run.runId, ms) };
      const driven = runner.driveOwn(asClaimed(run, plan)).catch(() => null);
      return {
        kind: "made",
        async ended(ms) {
          const until = Date.now() + ms;
          let timer: NodeJS.Timeout | undefined;
          const patience = new Promise<"late">((resolve) => {
            timer = setTimeout(resolve, ms, "late");
          });
          const here = await Promise.race([driven, patience]);
          clearTimeout(timer);
          if (here === "late") return null;
          // It waits for somebody, or was taken over: its end comes from elsewhere.
          if (here === null) return waiter.wait(run.runId, until - Date.now());
          const { end, output } = here;
          return { status: end.status, output, errorCode: end.error?.code ?? null };
        },
      };
    },
  };
}

interface Start {
  readonly input: { readonly id: string; readonly bytes: number };
  readonly planHash: string;
  readonly entry: string | null;
  readonly depth?: number;
  readonly trace?: string;
}

/** `triggerRun` wrote the payload a moment ago. */
function startOf(run: RunSubmission): Start {
  return JSON.parse(run.command.payload) as Start;
}
