"use client";
import { useMemo } from "react";
import { useEditor } from "../editor/editor-context.ts";

const LONGEST = 32;

/** What paths gave last, in a few words, for a field of a node; null where nothing has run and nothing is pinned. */
export function useSeenValues(nodeId: string, inIteration: boolean): ((path: string) => Promise<string | null>) | null {
  const { document, host, overlay } = useEditor();
  return useMemo(() => {
    if (document === null) return null;
    const isKnown = (): boolean =>
      overlay !== null || document.getState().graph.nodes.some((node) => node.pinned !== undefined);
    return async (path) => {
      if (!isKnown()) return null;
      const { inLine, lastValueAt } = await import("./preview-field.ts");
      const value = await lastValueAt(
        {
          ...{ graph: document.getState().graph, nodeId, inIteration, readValue: host.readValue },
          state: overlay?.runState() ?? null,
          ran: overlay?.graph ?? null,
          stepKey: overlay?.getNode(nodeId).stepKey ?? null,
        },
        path,
      );
      return value === undefined ? null : inLine(value, LONGEST);
    };
  }, [document, host, overlay, nodeId, inIteration]);
}
