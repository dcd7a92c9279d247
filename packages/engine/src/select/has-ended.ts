const ended = new Set(["succeeded", "failed", "cancelled"]);

/** Whether a run's status is its last. */
export function hasEnded(status: string): boolean {
  return ended.has(status);
}
