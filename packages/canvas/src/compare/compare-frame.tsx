"use client";
import { Segmented } from "@orrery/ui";
import { CanvasTools } from "../editor/canvas-tools.tsx";
import { NarrowBar, NarrowSheet } from "../editor/narrow-bar.tsx";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useEditorKeys } from "../editor/use-editor-keys.ts";
import { useNarrow } from "../editor/use-narrow.ts";
import { useView } from "../editor/use-stores.ts";
import { FlowCanvas } from "../flow/flow-canvas.tsx";
import type { RunComparison } from "./compare-runs.ts";
import { CompareSummary } from "./compare-summary.tsx";
import type { ComparedSide, Shown } from "./compare-view.tsx";
import type { OutputDifference } from "./compare-words.ts";
import { NodeCompare } from "./node-compare.tsx";

export interface CompareFrameProps {
  comparison: RunComparison;
  outputs: ReadonlyMap<string, OutputDifference>;
  first: ComparedSide;
  second: ComparedSide;
  shown: Shown;
  onShown: (shown: Shown) => void;
}

/** Where the parts of a comparison stand. */
export function CompareFrame(props: CompareFrameProps) {
  const { comparison, shown, onShown } = props;
  const actions = useEditorActions();
  const narrow = useNarrow();
  const chosen = useView(({ selectedNodes }) => (selectedNodes.size === 1 ? [...selectedNodes][0] : undefined));
  const hasMarks = useView(({ marks }) => marks.size > 0);
  useEditorKeys({ actions, readOnly: true, onRun: null });
  const node = comparison.nodes.find(({ nodeId }) => nodeId === chosen);
  const details = node ? <NodeCompare key={node.nodeId} {...props} node={node} /> : <CompareSummary {...props} />;
  return (
    <div className="flex h-full min-h-0 min-w-0 bg-ground text-ink">
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex h-11 shrink-0 items-center gap-3 border-b bg-panel px-3">
          <Segmented
            label="Run on the canvas"
            value={shown}
            onValueChange={onShown}
            options={[
              { value: "first", label: "First run" },
              { value: "second", label: "Second run" },
            ]}
          />
          <p className="min-w-0 truncate text-dim text-xs max-md:hidden">Marked nodes differ between the two.</p>
        </div>
        <section aria-label="Canvas" className={`relative min-h-0 flex-1 ${hasMarks ? "has-marks" : ""}`}>
          <FlowCanvas readOnly minimap={!narrow} narrow={narrow}>
            <CanvasTools actions={actions} narrow={narrow} />
            {narrow && <NarrowBar readOnly about="Comparison" />}
          </FlowCanvas>
        </section>
      </div>
      {narrow ? (
        <NarrowSheet panel="inspector" title="Comparison">
          {details}
        </NarrowSheet>
      ) : (
        <aside aria-label="Comparison" className="flex w-96 shrink-0 flex-col border-l bg-panel">
          {details}
        </aside>
      )}
    </div>
  );
}
