/** Which dashboard: of one workflow, or, null, of the whole workspace. */
export interface DashboardTarget {
  readonly workflowId: string | null;
}

/** Stands in a link's row for the workspace that the row belongs to, where a workflow's id stands otherwise: the nil UUID. */
export const wholeWorkspace = "00000000-0000-0000-0000-000000000000";

/** The workflow of a link's row; null: the dashboard of the whole workspace. */
export function workflowOfRow(targetId: string): string | null {
  return targetId === wholeWorkspace ? null : targetId;
}
