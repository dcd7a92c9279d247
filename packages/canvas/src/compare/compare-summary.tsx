"use client";
import { useEditor } from "../editor/editor-context.ts";
import { selectNode } from "../editor/editor-view.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { CompareFigures } from "./compare-figures.tsx";
import type { CompareFrameProps } from "./compare-frame.tsx";
import { differenceWords } from "./compare-words.ts";
import { ValueDiff } from "./value-diff.tsx";

const MOST_LISTED = 200;

/** What differs between two runs as a whole, and the list of the nodes that do. */
export function CompareSummary({ comparison, outputs, first, second }: CompareFrameProps) {
  const { catalog, drawing, view } = useEditor();
  const titles = new Map(drawing.nodes.map((node) => [node.id, nodeShape(catalog, node).title]));
  const different = comparison.nodes.flatMap((node) => {
    const words = differenceWords(node, outputs.get(node.nodeId) ?? null);
    return words === null ? [] : [{ nodeId: node.nodeId, words }];
  });
  const { first: one, second: other } = comparison;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 more-below overflow-y-auto p-3.5">
      <h2 className="font-semibold text-sm">
        {different.length === 0
          ? "Every step went the same way"
          : different.length === 1
            ? "1 node differs"
            : `${different.length} nodes differ`}
      </h2>
      <CompareFigures first={one} second={other} />
      {different.length > 0 && (
        <ul aria-label="Nodes that differ" className="flex flex-col gap-0.5">
          {different.slice(0, MOST_LISTED).map(({ nodeId, words }) => (
            <li key={nodeId}>
              <button
                type="button"
                onClick={() => selectNode(view, nodeId)}
                className="-mx-1.5 w-[calc(100%+0.75rem)] rounded-chip px-1.5 py-1 text-left text-xs hover:bg-raised"
              >
                <bdi className="block truncate font-medium">{titles.get(nodeId) ?? nodeId}</bdi>
                <span className="block break-words text-muted">{words}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <ValueDiff
        label="Output"
        first={{ host: first.host, value: one.output }}
        second={{ host: second.host, value: other.output }}
      />
      <ValueDiff
        label="Input"
        first={{ host: first.host, value: one.input }}
        second={{ host: second.host, value: other.input }}
      />
    </div>
  );
}
