"use client";
import { cx, NodeTile } from "@orrery/ui";
import type { NodeProps } from "@xyflow/react";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { memo, use } from "react";
import { givesWords, takenField, takesWords } from "../connect/port-words.ts";
import { useEditor } from "../editor/editor-context.ts";
import {
  useBreakpoint,
  useDiagnostics,
  useIsOff,
  useNodeRun,
  useOutputType,
  useUndoes,
  useView,
} from "../editor/use-stores.ts";
import { PinMark } from "../pins/pin-mark.tsx";
import { BreakpointDot } from "./breakpoint-dot.tsx";
import type { FlowNode } from "./flow-nodes.ts";
import { LevelOfDetailContext } from "./level-of-detail.ts";
import { NodeAnswer } from "./node-answer.tsx";
import { NodeFoot } from "./node-foot.tsx";
import { NodePort, ToolsPort } from "./node-port.tsx";
import { NodePreview, NodeWay } from "./node-preview.tsx";
import { NodeSettle } from "./node-settle.tsx";
import { nodeShape } from "./node-shape.ts";
import { NodeState } from "./node-state.tsx";
import { NodeTurns } from "./node-turns.tsx";
import { NodeUnusual } from "./node-unusual.tsx";
import { keptAll, nodeName, summaryWords, typeWords } from "./node-words.ts";
import { typeColour } from "./type-colour.ts";

const HEAD_PORT = 27;

/** One node that holds no others. Listens to its own slice of the run and of the diagnostics. */
export const NodeCard = memo(function NodeCard({ id, data, selected, height }: NodeProps<FlowNode>) {
  const { catalog, cards, host } = useEditor();
  const run = useNodeRun(id);
  const diagnostics = useDiagnostics(id);
  const type = useOutputType(id);
  const isOff = useIsOff(id);
  const undoes = useUndoes(id);
  const hasBreakpoint = useBreakpoint(id);
  const mark = useView((view) => view.marks.get(id));
  const level = use(LevelOfDetailContext);
  const shape = nodeShape(catalog, data.node);
  const { definition } = shape;
  const wrong = diagnostics.find((one) => one.severity === "error");
  const worst = (wrong ?? diagnostics[0])?.severity;
  const card = cards.get(data.node.type);
  const Face = card?.Face;
  const single = shape.outputs.length === 1 ? shape.outputs[0] : undefined;
  const colour = typeColour(type);
  const words = givesWords(type);
  const takes = takenField(definition);
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
      aria-describedby={worst ? `${id}-problems` : undefined}
      data-node-id={id}
      data-state={run.state}
      data-level={level}
      data-problem={worst}
      data-off={isOff || undefined}
      data-kept={keptAll(run)?.by}
      data-paused={run.isPausedHere || undefined}
      data-mark={mark?.tone}
      data-mark-word={mark?.word}
      className={cx("node-card node-grip", selected && "is-selected")}
      // What is left out from afar must not move the ports: a new height would be measured for every node.
      style={level !== "near" && height ? { minHeight: height } : undefined}
    >
      {shape.inputs.map((handle, index) => (
        <NodePort
          key={handle.id}
          side="in"
          handle={handle}
          colour={typeColour(takes?.expects)}
          typeWords={takesWords(definition)}
          top={HEAD_PORT + index * 24}
        />
      ))}
      {single && <NodePort side="out" handle={single} colour={colour} typeWords={words} top={HEAD_PORT} />}
      {level === "near" && <BreakpointDot nodeId={id} title={shape.title} isSet={hasBreakpoint} />}
      {level !== "far" && (
        <div className="flex items-center gap-2.5 px-2.5 pt-2.5 pb-2">
          <span className={cx("inline-flex shrink-0", isOff && "opacity-40")}>
            <NodeTile category={definition?.category ?? "start-end"} icon={definition?.icon ?? "box"} />
          </span>
          <div className="min-w-0 flex-1">
            <div className="node-title truncate font-semibold text-sm leading-tight">
              <bdi>{shape.title}</bdi>
            </div>
            <div className="flex h-4 items-center gap-2">
              <span className="node-detail min-w-0 flex-1 truncate text-2xs text-dim leading-tight">
                {undoes === null ? typeWords(shape.typeTitle, run) : `${shape.typeTitle} · undoes ${undoes}`}
              </span>
              {data.node.pinned !== undefined && keptAll(run)?.by !== "pin" && <PinMark />}
              <NodeState run={run} isOff={isOff} />
            </div>
          </div>
          {run.state === "idle" && worst && <ProblemMark severity={worst} />}
        </div>
      )}
      {level === "near" && (
        <>
          {run.uncertainKeys.length > 0 ? (
            <NodeSettle stepKeys={run.uncertainKeys} />
          ) : run.waitingFor === "person" ? (
            <NodeAnswer run={run} />
          ) : Face ? (
            <Face config={shape.config} host={host} />
          ) : (
            <div className="flex flex-col gap-0.5 px-2.5 pb-2">
              {shape.summary.slice(0, 2).map((line) => (
                <div
                  key={line.text}
                  className={cx("truncate text-muted", line.mono ? "font-mono text-code" : "text-xs")}
                >
                  {summaryWords(line.text)}
                </div>
              ))}
            </div>
          )}
          {run.state === "idle" && wrong && (
            <div className="-mt-1 mx-2.5 mb-2 line-clamp-2 break-words text-failed text-xs">{wrong.message}</div>
          )}
          {!single && shape.outputs.length > 0 && (
            <div className="flex items-center">
              <div className="min-w-0 flex-1 pl-2.5">
                <NodeWay run={run} outputs={shape.outputs} say={card?.preview} />
              </div>
              <div className="max-w-[60%] shrink-0">
                {shape.outputs.map((handle) => (
                  <div
                    key={handle.id}
                    className="relative flex h-6 items-center justify-end pr-3.5 pl-2 text-2xs text-dim"
                  >
                    <HandleCount count={run.handles.get(handle.id) ?? 0} of={run.total} />
                    <span className="truncate">{handle.label}</span>
                    <NodePort side="out" handle={handle} colour={colour} typeWords={words} />
                  </div>
                ))}
              </div>
            </div>
          )}
          <NodeTurns run={run} />
          {run.waitingFor !== "person" && <NodePreview run={run} outputs={shape.outputs} say={card?.preview} />}
          <NodeUnusual nodeId={id} />
          <NodeFoot run={run} />
          {shape.hasTools && <p className="border-t py-1 text-center text-2xs text-dim">Tools</p>}
        </>
      )}
      {level !== "near" &&
        !single &&
        shape.outputs.map((handle, index) => (
          <NodePort
            key={handle.id}
            side="out"
            handle={handle}
            colour={colour}
            typeWords={words}
            top={HEAD_PORT + index * 12}
          />
        ))}
      {shape.hasTools && <ToolsPort />}
      {worst && (
        <span id={`${id}-problems`} className="sr-only">
          {diagnostics.map((one) => one.message).join(" ")}
        </span>
      )}
    </div>
  );
});

function HandleCount({ count, of }: { count: number; of: number }) {
  if (count === 0) return null;
  return (
    <span className="mr-1.5 inline-flex shrink-0 items-center gap-1 font-mono text-done tabular-nums">
      <CircleCheck aria-label="passed" size={12} strokeWidth={1.75} />
      {of > 1 && count}
    </span>
  );
}

function ProblemMark({ severity }: { severity: string }) {
  return severity === "error" ? (
    <CircleAlert aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-failed" />
  ) : (
    <TriangleAlert aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-waiting" />
  );
}
