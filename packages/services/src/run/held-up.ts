/** Why a run does not go on although it could, in words: it waits for a place, or for an executor. Null where nothing holds it up. */
export function heldUp(run: {
  readonly place: string;
  readonly gateLabel: string | null;
  readonly gateLimit: number | null;
  readonly needs: readonly string[];
  readonly owner: string | null;
  /** Why nobody could read what it needs. */
  readonly trouble: string | null;
  readonly endedAt: Date | null;
}): string | null {
  if (run.endedAt !== null) return null;
  if (run.place === "key") {
    return `Waits for a free place: key ${run.gateLabel}, ${run.gateLimit} of ${run.gateLimit} taken`;
  }
  if (run.place === "capacity") return "Waits for a free place: all executors are full";
  if (run.needs.length > 0 && run.owner === null) return `Waits for an executor with ${run.needs.join(" and ")}`;
  if (run.trouble !== null && run.owner === null) return `${run.trouble} It is tried again within the hour.`;
  return null;
}
