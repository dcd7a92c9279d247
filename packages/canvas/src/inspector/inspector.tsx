"use client";
import { Button, EmptyState, type TabItem, Tabs } from "@orrery/ui";
import { Gauge, MousePointerClick } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import type { InspectorTab } from "../editor/editor-view.ts";
import { onlySelected } from "../editor/editor-view.ts";
import { useGraph, useGraphNode, useNodeRun, useRun, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { PinSection } from "../pins/pin-section.tsx";
import { OriginsTab } from "../provenance/origins-tab.tsx";
import type { RunOverlay } from "../run/run-overlay.ts";
import { RunSummary } from "../run-view/run-summary.tsx";
import { SettleChoice } from "../run-view/settle-choice.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { AttemptsTab } from "./attempts-tab.tsx";
import { ConfigureTab } from "./configure-tab.tsx";
import { DocsTab } from "./docs-tab.tsx";
import { EdgeInspector } from "./edge-inspector.tsx";
import { InputTab } from "./input-tab.tsx";
import { InspectorHead } from "./inspector-head.tsx";
import { OutputTab } from "./output-tab.tsx";
import { StepActions } from "./step-actions.tsx";
import { StepPicker } from "./step-picker.tsx";
import { TurnsTab } from "./turns-tab.tsx";
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
      <div className="flex min-h-0 flex-1 flex-col gap-3.5 more-below overflow-y-auto p-3.5">
        {many === 0 && <AboutWorkflow />}
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

/** What the whole drawing is for, in its author's words, and the way to what holds for all of it. */
function AboutWorkflow() {
  const { document, view } = useEditor();
  const { name, description } = useGraph();
  return (
    <section aria-label="About this workflow" className="flex flex-col gap-2">
      {description && (
        <div>
          <h2 className="break-words font-semibold text-sm">{name}</h2>
          <p className="mt-1 whitespace-pre-line break-words text-muted text-sm">{description}</p>
        </div>
      )}
      {document && (
        <Button
          size="sm"
          className="self-start"
          icon={<Gauge aria-hidden size={14} strokeWidth={1.75} />}
          onClick={() => view.setState({ settingsOpen: true, sheet: "settings" })}
        >
          Limits and settings
        </Button>
      )}
    </section>
  );
}

function NodeInspector({ nodeId, readOnly }: { nodeId: string; readOnly: boolean }) {
  const { catalog, control, overlay, view } = useEditor();
  const node = useGraphNode(nodeId);
  const run = useNodeRun(nodeId);
  const tab = useView((state) => state.inspectorTab);
  const step = useInspectedStep(nodeId);
  if (!node) return null;
  const shape = nodeShape(catalog, node);
  const ran = run.state !== "idle" && step.record !== null;
  // A moment of the past is only looked at.
  const asks = step.record?.waitFor === "person" && step.record.status === "waiting" && !pastShown(overlay);
  const items: TabItem<InspectorTab>[] = [];
  const settings: TabItem<InspectorTab>[] = shape.definition
    ? [{ value: "configure", label: "Configure", content: <ConfigureTab node={node} readOnly={readOnly} /> }]
    : [];
  const results: TabItem<InspectorTab>[] =
    ran && shape.kind !== "note"
      ? [
          ...(step.record?.subKeys
            ? [{ value: "turns", label: "Turns", content: <TurnsTab step={step} /> } as const]
            : []),
          { value: "input", label: "Input", content: <InputTab node={node} step={step} /> },
          { value: "output", label: "Output", content: <OutputTab node={node} step={step} /> },
          { value: "attempts", label: "Attempts", content: <AttemptsTab step={step} /> },
          { value: "origins", label: "Where from", content: <OriginsTab step={step} /> },
        ]
      : [];
  items.push(...(readOnly ? [...results, ...settings] : [...settings, ...results]));
  items.push({ value: "docs", label: "Docs", content: <DocsTab node={node} /> });
  const shown = items.some((item) => item.value === tab) ? tab : (items[0]?.value ?? "docs");
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <InspectorHead node={node} readOnly={readOnly} />
      {!readOnly && <PinSection node={node} />}
      {ran && run.total > 1 && <StepPicker step={step} />}
      {ran && control && step.record && shape.kind !== "note" && <StepActions record={step.record} />}
      {step.record?.status === "uncertain" && (
        <div className="shrink-0 px-3.5 pb-3">
          <SettleChoice key={step.record.key} stepKey={step.record.key} />
        </div>
      )}
      {asks && step.record && (
        <div className="more-below max-h-[60%] shrink-0 overflow-y-auto px-3.5 py-3">
          <AnswerForm key={step.record.key} record={step.record} />
        </div>
      )}
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

function pastShown(overlay: RunOverlay | null): boolean {
  return overlay !== null && overlay.getState().playhead !== null;
}
