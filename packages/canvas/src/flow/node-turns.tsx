"use client";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph } from "../editor/use-stores.ts";
import type { NodeRun } from "../run/node-run.ts";
import { nodeShape } from "./node-shape.ts";
import { turnWords } from "./turn-words.ts";

/** How far a step that takes turns has come, and what it does now. */
export function NodeTurns({ run }: { run: NodeRun }) {
  const { catalog } = useEditor();
  const graph = useGraph();
  const { host } = run;
  if (host === null) return null;
  const titleOf = (id: string) => {
    const node = graph.nodes.find((one) => one.id === id);
    return node ? nodeShape(catalog, node).title : id;
  };
  return <div className="truncate px-2.5 pb-2 text-muted text-xs">{turnWords(run, host, titleOf)}</div>;
}
