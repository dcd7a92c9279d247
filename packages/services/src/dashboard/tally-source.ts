import type { TallySpan } from "./covered-spans.ts";

/** The statement's values so far, and how to add one. */
export interface Statement {
  readonly values: unknown[];
  readonly put: (value: unknown) => string;
}

export function statement(): Statement {
  const values: unknown[] = [];
  return { values, put: (value) => `$${values.push(value)}` };
}

/**
 * The rows of a table of sums that these spans cover, as something to select from. Each span is a part of its own, so that each
 * is one range of an index.
 * @param subject null: of every workflow.
 */
export function tallySource(
  table: "run_tally" | "node_tally" | "fault_tally",
  { put }: Statement,
  of: { readonly workspaceId: string; readonly subject: string | null; readonly spans: readonly TallySpan[] },
): string {
  const workspace = put(of.workspaceId);
  const subject = of.subject === null ? "" : ` AND subject = ${put(of.subject)}`;
  const parts = of.spans.map(
    ({ hours, from, to }) => `SELECT * FROM ${table} WHERE workspace_id = ${workspace}${subject} AND hours = ${hours}
      AND at >= to_timestamp(${put(from / 1000)}) AND at < to_timestamp(${put(to / 1000)})`,
  );
  return `(${parts.join(" UNION ALL ")}) AS t`;
}
