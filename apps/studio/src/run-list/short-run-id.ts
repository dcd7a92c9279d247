/** A run's id short enough to read: its last eight characters, which differ most between runs of one day. */
export function shortRunId(id: string): string {
  return id.slice(-8);
}
