"use client";
import { EditorDialogs } from "../commands/editor-dialogs.tsx";
import { LateDataDialog } from "../data/late-data-dialog.tsx";
import { Dock } from "../dock/dock.tsx";
import { CanvasTools } from "../editor/canvas-tools.tsx";
import { useEditor } from "../editor/editor-context.ts";
import { NarrowBar, NarrowSheet } from "../editor/narrow-bar.tsx";
import { ResizeEdge } from "../editor/resize-edge.tsx";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useEditorKeys } from "../editor/use-editor-keys.ts";
import { useNarrow } from "../editor/use-narrow.ts";
import { useView } from "../editor/use-stores.ts";
import { LateFindPanel } from "../find/late-find-panel.tsx";
import { FlowCanvas } from "../flow/flow-canvas.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { RerunDialog } from "../rerun/rerun-dialog.tsx";
import { PauseBanner } from "./pause-banner.tsx";
import { Scrubber } from "./scrubber.tsx";

export interface RunFrameProps {
  onAt: (seq: number | null) => void;
}

/** Where the parts of a run page stand. */
export function RunFrame({ onAt }: RunFrameProps) {
  const { view } = useEditor();
  const actions = useEditorActions();
  const narrow = useNarrow();
  const inspectorWidth = useView((state) => state.inspectorWidth);
  useEditorKeys({ actions, readOnly: true, onRun: null });
  return (
    <div className="flex h-full min-h-0 min-w-0 bg-ground text-ink">
      <div className="flex min-w-0 flex-1 flex-col">
        <PauseBanner />
        <section aria-label="Canvas" className="relative min-h-0 flex-1">
          <FlowCanvas readOnly minimap={!narrow} narrow={narrow}>
            <CanvasTools actions={actions} narrow={narrow} />
            {narrow && <NarrowBar readOnly />}
          </FlowCanvas>
          <LateFindPanel />
        </section>
        <Scrubber onAt={onAt} />
        <Dock />
      </div>
      {narrow ? (
        <NarrowSheet panel="inspector" title="Details">
          <Inspector readOnly />
        </NarrowSheet>
      ) : (
        <aside
          aria-label="Inspector"
          className="relative flex shrink-0 flex-col border-l bg-panel"
          style={{ width: inspectorWidth }}
        >
          <ResizeEdge
            label="Width of the panel"
            edge="left"
            value={inspectorWidth}
            min={280}
            max={640}
            onValue={(width) => view.setState({ inspectorWidth: width })}
          />
          <Inspector readOnly />
        </aside>
      )}
      <RerunDialog />
      <LateDataDialog />
      <EditorDialogs onRun={null} />
    </div>
  );
}
