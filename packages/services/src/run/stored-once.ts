import type { RunSubmission } from "@orrery/db/run-log";

/** What this process knows to be stored: plans and drawings go by their hash and are never deleted. */
export interface StoredOnce {
  /** The run without what is stored already: of a large graph that is most of what a start would send and Postgres parse. */
  lean(run: RunSubmission): RunSubmission;
  /** What this run brought is stored now. */
  note(run: RunSubmission): void;
}

/** Knows the last `most` of them at least. */
export function createStoredOnce(most = 1_000): StoredOnce {
  let recent = new Set<string>();
  let older = new Set<string>();

  const remember = (key: string): void => {
    if (recent.size >= most) {
      older = recent;
      recent = new Set();
    }
    recent.add(key);
  };

  const isKnown = (key: string): boolean => {
    if (recent.has(key)) return true;
    if (!older.has(key)) return false;
    remember(key);
    return true;
  };

  return {
    lean: (run) => ({
      ...run,
      ...(isKnown(planKey(run)) && { plan: { hash: run.plan.hash, json: null } }),
      ...(isKnown(drawingKey(run)) && { drawing: { hash: run.drawing.hash, json: null } }),
    }),
    note(run) {
      if (run.plan.json !== null) remember(planKey(run));
      if (run.drawing.json !== null) remember(drawingKey(run));
    },
  };
}

function planKey({ workspaceId, plan }: RunSubmission): string {
  return `plan ${workspaceId} ${plan.hash}`;
}

function drawingKey({ workspaceId, drawing }: RunSubmission): string {
  return `drawing ${workspaceId} ${drawing.hash}`;
}
