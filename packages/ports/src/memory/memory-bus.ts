import type { StepDelta } from "@orrery/engine";
import type { Bus, BusChannel } from "../ports.ts";

/** Wake-ups within one process; a listener is called before `publish` resolves. */
export function memoryBus(): Bus {
  const listeners = new Map<BusChannel, Set<(id: string) => void>>();
  const deltaListeners = new Map<string, Set<(delta: StepDelta) => void>>();
  return {
    publish: async (channel, ids) => {
      for (const id of ids) for (const listener of listeners.get(channel) ?? []) listener(id);
    },
    publishDelta: async (runId, delta) => {
      for (const listener of deltaListeners.get(runId) ?? []) listener(delta);
    },
    subscribe: (channel, listener) => join(listeners, channel, listener),
    subscribeDelta: (runId, listener) => join(deltaListeners, runId, listener),
    // There is no connection that could be lost.
    onReconnect: () => () => {},
  };
}

function join<K, L>(groups: Map<K, Set<L>>, key: K, listener: L): () => void {
  const group = groups.get(key) ?? new Set<L>();
  groups.set(key, group.add(listener));
  return () => {
    group.delete(listener);
    if (group.size === 0) groups.delete(key);
  };
}
