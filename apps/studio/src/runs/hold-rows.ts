import type { RunRow } from "@orrery/services";

/** What is shown of a list that goes on while somebody looks at it. */
export interface HeldRows {
  readonly rows: readonly RunRow[];
  /** How many newer ones are held back. */
  readonly fresh: number;
}

/**
 * The rows that are shown, where they are, each as it stands now; newer ones are counted. Those that the list does not have
 * any more stay as they were.
 */
export function holdRows(shown: readonly RunRow[], latest: readonly RunRow[]): HeldRows {
  const now = new Map(latest.map((row) => [row.id, row]));
  const there = new Set(shown.map(({ id }) => id));
  const [first] = shown;
  return {
    rows: shown.map((row) => now.get(row.id) ?? row),
    fresh: latest.filter(({ id }) => !there.has(id) && (first === undefined || id > first.id)).length,
  };
}
