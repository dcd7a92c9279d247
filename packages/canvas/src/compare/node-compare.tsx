"use client";
import { IconButton } from "@orrery/ui";
import { ArrowLeft } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { selectNode } from "../editor/editor-view.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { graphChanges } from "../version-view/graph-changes.ts";
import { CompareFigures } from "./compare-figures.tsx";
import type { CompareFrameProps } from "./compare-frame.tsx";
import type { NodeComparison } from "./compare-runs.ts";
import { differenceWords } from "./compare-words.ts";
import { ValueDiff } from "./value-diff.tsx";

/** One node in both runs: how it went, what it took, what it gave. */
export function NodeCompare({ node, outputs, first, second }: CompareFrameProps & { node: NodeComparison }) {
  const { catalog, drawing, view } = useEditor();
  const drawn = drawing.nodes.find(({ id }) => id === node.nodeId);
  const title = drawn ? nodeShape(catalog, drawn).title : node.nodeId;
  const words = differenceWords(node, outputs.get(node.nodeId) ?? null);
  const changes = graphChanges(first.overlay.graph, second.overlay.graph, catalog).filter(
    ({ nodeId }) => nodeId === node.nodeId,
  );
  const [was, is] = [node.first, node.second];
  const steps = Math.max(was?.ran ?? 0, is?.ran ?? 0);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 more-below overflow-y-auto p-3.5">
      <div className="flex items-start gap-1.5">
        <IconButton
          size="sm"
          name="All differences"
          onClick={() => selectNode(view, null)}
          icon={<ArrowLeft aria-hidden size={16} strokeWidth={1.75} />}
        />
        <div className="min-w-0">
          <h2 className="break-words font-semibold text-sm leading-7">
            <bdi>{title}</bdi>
          </h2>
          <p className="break-words text-muted text-xs">
            {words ?? "No difference that can be seen without its output."}
          </p>
        </div>
      </div>
      <CompareFigures first={was} second={is} />
      {(was?.isKept || is?.isKept) && (
        <p className="text-muted text-xs">
          {was?.isKept ? "The first run" : "The second run"} kept what it gave from another run.
        </p>
      )}
      {changes.length > 0 && (
        <ul aria-label="Changes of the drawing" className="flex flex-col gap-1 text-xs">
          {changes.map((change) => (
            <li key={change.words} className="break-words">
              {change.words}
            </li>
          ))}
        </ul>
      )}
      {steps > 1 && <p className="text-muted text-xs">It ran several times: the last step of each run is compared.</p>}
      <ValueDiff
        label="Output"
        first={{ host: first.host, value: was?.output ?? null }}
        second={{ host: second.host, value: is?.output ?? null }}
      />
    </div>
  );
}
