"use client";
import { STATE_LOOK } from "@orrery/ui";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import type { NodeRun } from "../run/node-run.ts";
import { foldedWords } from "./folded-words.ts";
import { insideOf } from "./visible-graph.ts";

const ORDER: readonly NodeRun["state"][] = ["failed", "waiting", "uncertain", "running", "retrying", "succeeded"];

/** How many steps a folded container holds, and how they stand in the run that is shown. */
export function FoldedSummary({ nodeId }: { nodeId: string }) {
  const { catalog, overlay } = useEditor();
  const graph = useGraph();
  const inside = useMemo(() => {
    const ids = insideOf(graph, new Set([nodeId]));
    return graph.nodes.filter(({ id }) => ids.has(id)).filter((node) => nodeShape(catalog, node).kind !== "note");
  }, [graph, catalog, nodeId]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = inside.map(({ id }) => overlay?.subscribeNode(id, listener));
      return () => {
        for (const stop of stops) stop?.();
      };
    },
    [overlay, inside],
  );
  const read = () => {
    const states = inside.map(({ id }) => overlay?.getNode(id).state ?? "idle");
    return ORDER.flatMap((state) => {
      const count = states.filter((one) => one === state).length;
      return count === 0 ? [] : [`${count} ${STATE_LOOK[state].word.toLowerCase()}`];
    }).join(" · ");
  };
  const states = useSyncExternalStore(subscribe, read, read);
  return (
    <p className="truncate px-2.5 text-muted text-xs">
      {foldedWords(inside.length)}
      {states !== "" && ` · ${states}`}
    </p>
  );
}
