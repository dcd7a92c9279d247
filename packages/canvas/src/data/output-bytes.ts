import { nodeReading, type RunState, visibleStepKey } from "@orrery/engine";

/** How much a step gave, what its value only names included. */
export function outputBytes(state: RunState, scopeKey: string, nodeId: string): number {
  const key = visibleStepKey(state.index, scopeKey, nodeId);
  if (key === null) return 0;
  const parts = state.containers.get(key)?.results.values() ?? [];
  let bytes = nodeReading(state, scopeKey, nodeId).output?.bytes ?? 0;
  for (const { value } of parts) bytes += value?.bytes ?? 0;
  return bytes;
}
