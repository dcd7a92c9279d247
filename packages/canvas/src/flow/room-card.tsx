"use client";
import { cx, formatDuration, NodeTile, ProgressBar } from "@orrery/ui";
import { type NodeProps, NodeResizer } from "@xyflow/react";
import { memo, use } from "react";
import { FoldButton } from "../collapse/fold-button.tsx";
import { FoldedSummary } from "../collapse/folded-summary.tsx";
import { givesWords, takenField, takesWords } from "../connect/port-words.ts";
import { useEditor } from "../editor/editor-context.ts";
import { useBreakpoint, useDiagnostics, useIsOff, useNodeRun, useOutputType, useView } from "../editor/use-stores.ts";
import { PinMark } from "../pins/pin-mark.tsx";
import { BreakpointDot } from "./breakpoint-dot.tsx";
import type { FlowNode } from "./flow-nodes.ts";
import { IterationPager } from "./iteration-pager.tsx";
import { LevelOfDetailContext } from "./level-of-detail.ts";
import { LoopState } from "./loop-state.tsx";
import { NodePort } from "./node-port.tsx";
import { nodeShape } from "./node-shape.ts";
import { NodeState } from "./node-state.tsx";
import { keptAll, nodeName, summaryWords } from "./node-words.ts";
import { typeColour } from "./type-colour.ts";

const PORT_TOP = 22;

/** A node that holds others: a tinted room with its own progress. Only its head can be dragged. */
export const RoomCard = memo(function RoomCard({ id, data, selected }: NodeProps<FlowNode>) {
  const { catalog, document } = useEditor();
  const run = useNodeRun(id);
  const diagnostics = useDiagnostics(id);
  const type = useOutputType(id);
  const level = use(LevelOfDetailContext);
  const isOff = useIsOff(id);
  const hasBreakpoint = useBreakpoint(id);
  const mark = useView((view) => view.marks.get(id));
  const isFolded = useView((view) => view.collapsed.has(id));
  const taking = useView((view) => view.dropTarget === id);
  const shape = nodeShape(catalog, data.node);
  const problem = diagnostics.some((one) => one.severity === "error") ? "error" : diagnostics[0]?.severity;
  const { container } = run;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning and look
    <div
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a node is chosen and opened by keyboard; it holds buttons, so it cannot be one
      tabIndex={0}
      aria-label={nodeName(shape.title, shape.typeTitle, run, {
        isOff,
        hasBreakpoint,
        isPinned: data.node.pinned !== undefined,
      })}
      data-node-id={id}
      data-state={run.state}
      data-level={level}
      data-problem={problem}
      data-off={isOff || undefined}
      data-kept={keptAll(run)?.by}
      data-paused={run.isPausedHere || undefined}
      data-mark={mark?.tone}
      data-mark-word={mark?.word}
      className={cx("node-room", selected && "is-selected", taking && "is-taking", isFolded && "is-folded")}
    >
      {selected && document && !isFolded && (
        <NodeResizer
          minWidth={280}
          minHeight={160}
          lineClassName="node-resize-line"
          handleClassName="node-resize-handle"
          onResizeEnd={(_event, { x, y, width, height }) =>
            document.edit({
              op: "batch",
              name: `Resize ${shape.title}`,
              ops: [
                { op: "node.resize", id, size: { width: Math.round(width), height: Math.round(height) } },
                ...(x !== data.node.position.x || y !== data.node.position.y
                  ? [{ op: "node.move" as const, moves: [{ id, position: { x: Math.round(x), y: Math.round(y) } }] }]
                  : []),
              ],
            })
          }
        />
      )}
      {shape.inputs.map((handle) => (
        <NodePort
          key={handle.id}
          side="in"
          handle={handle}
          colour={typeColour(takenField(shape.definition)?.expects)}
          typeWords={takesWords(shape.definition)}
          top={PORT_TOP}
        />
      ))}
      {shape.outputs.map((handle, index) => (
        <NodePort
          key={handle.id}
          side="out"
          handle={handle}
          colour={typeColour(type)}
          typeWords={givesWords(type)}
          top={PORT_TOP + index * 24}
        />
      ))}
      {level === "near" && <BreakpointDot nodeId={id} title={shape.title} isSet={hasBreakpoint} />}
      <div className="node-grip node-room-head flex h-11 items-center gap-2.5 px-2.5">
        <span className={cx("inline-flex shrink-0", isOff && "opacity-40")}>
          <NodeTile category={shape.definition?.category ?? "start-end"} icon={shape.definition?.icon ?? "box"} />
        </span>
        <span className="node-title min-w-0 truncate font-semibold text-sm">
          <bdi>{shape.title}</bdi>
        </span>
        {level === "near" && !isFolded && (
          <span className="min-w-0 flex-1 truncate text-dim text-xs">
            {[shape.typeTitle, ...shape.summary.slice(0, 1).map((line) => summaryWords(line.text))]
              .filter((words) => words !== "")
              .join(" · ")}
          </span>
        )}
        {(level !== "near" || isFolded) && <span className="flex-1" />}
        {level === "near" && !isFolded && run.durationMs !== null && (
          <span className="shrink-0 whitespace-nowrap font-mono text-code text-muted">
            {formatDuration(run.durationMs)}
          </span>
        )}
        {data.node.pinned !== undefined && keptAll(run)?.by !== "pin" && <PinMark />}
        <NodeState run={run} isOff={isOff} />
        {level === "near" && <FoldButton nodeId={id} title={shape.title} isFolded={isFolded} />}
      </div>
      {isFolded && level === "near" && <FoldedSummary nodeId={id} />}
      {container && level === "near" && !isFolded && (
        <div className="absolute inset-x-2.5 bottom-1 flex items-center justify-end gap-2">
          {container.kind === "loop" && <LoopState container={container} />}
          <IterationPager nodeId={id} container={container} />
        </div>
      )}
      {container && level !== "far" && (
        <div className="px-2.5">
          <ProgressBar
            label={`${shape.title}: ${container.kind === "loop" ? "times" : "items"} done`}
            value={container.done}
            // A loop that has ended is done, however often it might have gone on.
            max={Math.max(1, run.state === "succeeded" ? container.done : container.count)}
            tone={run.state === "failed" ? "failed" : run.state === "succeeded" ? "done" : "running"}
          />
        </div>
      )}
    </div>
  );
});
