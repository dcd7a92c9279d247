"use client";
import { EmptyState, Tabs } from "@orrery/ui";
import { MousePointerClick } from "lucide-react";
import type { ReactNode } from "react";
import { useEditor } from "../editor/editor-context.ts";
import type { InspectorTab } from "../editor/editor-view.ts";
import { onlySelected } from "../editor/editor-view.ts";
import { useGraphNode, useNodeRun, useRun, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { RunSummary } from "../run-view/run-summary.tsx";
import { AttemptsTab } from "./attempts-tab.tsx";
import { ConfigureTab } from "./configure-tab.tsx";
import { DocsTab } from "./docs-tab.tsx";
import { EdgeInspector } from "./edge-inspector.tsx";
import { InputTab } from "./input-tab.tsx";
import { InspectorHead } from "./inspector-head.tsx";
import { OutputTab } from "./output-tab.tsx";
import { StepPicker } from "./step-picker.tsx";
import { useInspectedStep } from "./use-inspected-step.ts";

/** All about the chosen node: its settings, and what it took and gave in the run. */
export function Inspector({ readOnly }: { readOnly: boolean }) {
  const selected = useView(onlySelected);
  const many = useView((view) => view.selectedNodes.size);
  const ran = useRun();
  const wanted = useView((view) => view.wantedStep);
  const edge = useView((view) => (view.selectedNodes.size === 0 ? [...view.selectedEdges][0] : undefined));
  if (selected === null && edge !== undefined) return <EdgeInspector edgeId={edge} readOnly={readOnly} />;
  if (selected === null && many === 0 && ran !== null && ran.startedAt !== null) return <RunSummary />;
  if (selected === null) {
    return (
      <div className="min-h-0 flex-1 p-3.5">
        <EmptyState
          icon={<MousePointerClick aria-hidden size={18} strokeWidth={1.75} />}
          title={many > 1 ? `${many} nodes are chosen` : "Nothing is chosen"}
        >
          {many > 1
            ? "Move them with the arrow keys, copy them, or delete them."
            : readOnly
              ? "Choose a node to see what it took and gave."
              : "Choose a node to change what it does."}
        </EmptyState>
      </div>
    );
  }
  return <NodeInspector key={`${selected} ${wanted ?? ""}`} nodeId={selected} readOnly={readOnly} />;
}

function NodeInspector({ nodeId, readOnly }: { nodeId: string; readOnly: boolean }) {
  const { catalog, view } = useEditor();
  const node = useGraphNode(nodeId);
  const run = useNodeRun(nodeId);
  const tab = useView((state) => state.inspectorTab);
  const step = useInspectedStep(nodeId);
  if (!node) return null;
  const shape = nodeShape(catalog, node);
  const ran = run.state !== "idle" && step.record !== null;
  const items: { value: InspectorTab; label: string; content: ReactNode }[] = [];
  if (shape.definition) {
    items.push({ value: "configure", label: "Configure", content: <ConfigureTab node={node} readOnly={readOnly} /> });
  }
  if (ran && shape.kind !== "note") {
    items.push({ value: "input", label: "Input", content: <InputTab node={node} step={step} /> });
    items.push({ value: "output", label: "Output", content: <OutputTab node={node} step={step} /> });
    items.push({ value: "attempts", label: "Attempts", content: <AttemptsTab step={step} /> });
  }
  items.push({ value: "docs", label: "Docs", content: <DocsTab node={node} /> });
  const shown = items.some((item) => item.value === tab) ? tab : (items[0]?.value ?? "docs");
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <InspectorHead node={node} readOnly={readOnly} />
      {ran && run.total > 1 && <StepPicker step={step} />}
      <Tabs<InspectorTab>
        label={`About ${shape.title}`}
        className="flex-1"
        value={shown}
        onValueChange={(next) => view.setState({ inspectorTab: next })}
        items={items}
      />
    </div>
  );
}
