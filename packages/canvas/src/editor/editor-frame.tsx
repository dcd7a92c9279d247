"use client";
import { cx, IconButton } from "@orrery/ui";
import { Panel } from "@xyflow/react";
import { PanelLeftClose, PanelRightOpen } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { Announcer } from "../announce/announcer.tsx";
import { ArrangeBar } from "../arrange/arrange-bar.tsx";
import { EditorDialogs } from "../commands/editor-dialogs.tsx";
import { CommentsLayer } from "../comments/comments-layer.tsx";
import { LateDataDialog } from "../data/late-data-dialog.tsx";
import { Dock } from "../dock/dock.tsx";
import { LateFindPanel } from "../find/late-find-panel.tsx";
import { FlowCanvas } from "../flow/flow-canvas.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import { Palette } from "../palette/palette.tsx";
import { TryDialogs } from "../partial-run/try-dialogs.tsx";
import { PresenceLayer } from "../presence/presence-layer.tsx";
import { RerunDialog } from "../rerun/rerun-dialog.tsx";
import { formFields } from "../run-panel/form-fields.ts";
import { RunPanel } from "../run-panel/run-panel.tsx";
import { PauseBanner } from "../run-view/pause-banner.tsx";
import { useDependencyLight } from "../usage/use-dependency-light.ts";
import { useJumpByClick } from "../usage/use-jump-by-click.ts";
import { BoundsLine } from "./bounds-line.tsx";
import { CanvasNotice } from "./canvas-notice.tsx";
import { CanvasTools } from "./canvas-tools.tsx";
import { useEditor } from "./editor-context.ts";
import { EmptyCanvas } from "./empty-canvas.tsx";
import { NarrowBar, NarrowSheet } from "./narrow-bar.tsx";
import { ResizeEdge } from "./resize-edge.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { useEditorActions } from "./use-editor-actions.ts";
import { useEditorKeys } from "./use-editor-keys.ts";
import { useForgetFocus } from "./use-forget-focus.ts";
import { useNarrow } from "./use-narrow.ts";
import { useCompileState, useView } from "./use-stores.ts";
import type { EditorRun, WorkflowEditorHandle } from "./workflow-editor.tsx";

export interface EditorFrameProps {
  run: EditorRun;
  onHandle: (handle: WorkflowEditorHandle) => void;
}

/** Where the parts of an editor stand, wide and narrow. */
export function EditorFrame({ run, onHandle }: EditorFrameProps) {
  const { compile, view } = useEditor();
  const actions = useEditorActions();
  const narrow = useNarrow();
  const paletteOpen = useView((state) => state.paletteOpen);
  const inspectorOpen = useView((state) => state.inspectorOpen);
  const inspectorWidth = useView((state) => state.inspectorWidth);
  const runPanelOpen = useView((state) => state.runPanelOpen);
  const settingsOpen = useView((state) => state.settingsOpen && state.selectedNodes.size === 0);
  const hasMarks = useView((state) => state.marks.size > 0);
  const sheet = useView((state) => state.sheet);
  const compiled = useCompileState();
  const inputSchema = compiled?.result.plan?.inputSchema ?? EMPTY_SCHEMA;

  const form = useRef<HTMLFormElement>(null);
  const start = useMemo(
    () => () => {
      if (form.current) return form.current.requestSubmit();
      const settled = compile?.settle();
      const schema = settled?.result.plan?.inputSchema;
      if (!schema) view.setState({ dockTab: "problems", dockOpen: true, notice: blockedWords(settled?.errors ?? 0) });
      else if (formFields(schema).length === 0) run.onRun({});
      else view.setState({ runPanelOpen: true, inspectorOpen: true, sheet: "run" });
    },
    [compile, view, run],
  );
  const openSettings = useMemo(
    () => () =>
      view.setState({
        ...{ settingsOpen: true, inspectorOpen: true, runPanelOpen: false, sheet: "settings" },
        ...{ selectedNodes: new Set<string>(), selectedEdges: new Set<string>() },
      }),
    [view],
  );
  useEffect(
    () => onHandle({ run: start, open: actions.reveal, openSettings }),
    [onHandle, start, actions, openSettings],
  );
  const chosen = useView((state) => state.selectedNodes.size);
  // Who chooses a node wants to see that.
  useEffect(() => {
    if (chosen > 0) view.setState({ settingsOpen: false });
  }, [chosen, view]);
  useEditorKeys({ actions, readOnly: false, onRun: start });
  useForgetFocus();
  useDependencyLight();
  useJumpByClick();

  const closeRun = () => view.setState({ runPanelOpen: false, sheet: null });
  const runPanel = (
    <RunPanel
      inputSchema={inputSchema}
      lastInput={run.lastInput}
      blocked={compiled?.result.plan ? null : blockedWords(compiled?.errors ?? 0)}
      starting={run.starting}
      active={run.active}
      onStop={run.onStop}
      onRun={(input) => {
        closeRun();
        view.setState({ dockOpen: true, dockTab: "timeline" });
        run.onRun(input);
      }}
      onClose={closeRun}
      form={form}
    />
  );

  return (
    <div className="flex h-full min-h-0 min-w-0 bg-ground text-ink">
      {!narrow && paletteOpen && (
        <aside aria-label="Palette" className="relative flex w-56 shrink-0 flex-col border-r bg-panel">
          <Palette />
          <div className="flex shrink-0 justify-end border-t p-1">
            <IconButton
              name="Fold the palette"
              size="sm"
              onClick={() => view.setState({ paletteOpen: false })}
              icon={<PanelLeftClose aria-hidden size={15} strokeWidth={1.75} />}
            />
          </div>
        </aside>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <PauseBanner />
        <section aria-label="Canvas" className={cx("relative min-h-0 flex-1", hasMarks && "has-marks")}>
          <FlowCanvas readOnly={false} minimap={!narrow} narrow={narrow}>
            <CanvasTools actions={actions} narrow={narrow} />
            <ArrangeBar actions={actions} narrow={narrow} />
            <EmptyCanvas actions={actions} />
            <CanvasNotice />
            <PresenceLayer />
            <CommentsLayer />
            {narrow && <NarrowBar readOnly={false} />}
            {!narrow && !inspectorOpen && (
              <Panel position="top-right" className="mt-14!">
                <IconButton
                  name="Open the panel"
                  variant="secondary"
                  onClick={() => view.setState({ inspectorOpen: true })}
                  icon={<PanelRightOpen aria-hidden size={15} strokeWidth={1.75} />}
                />
              </Panel>
            )}
          </FlowCanvas>
          <LateFindPanel />
        </section>
        <Dock />
      </div>
      {!narrow && inspectorOpen && (
        <aside
          aria-label={runPanelOpen ? "Run" : settingsOpen ? "Settings" : "Inspector"}
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
          {runPanelOpen ? (
            runPanel
          ) : settingsOpen ? (
            <SettingsPanel onClose={() => view.setState({ settingsOpen: false })} />
          ) : (
            <Inspector readOnly={false} />
          )}
          <BoundsLine />
        </aside>
      )}
      {narrow && (
        <>
          <NarrowSheet panel="palette" title="Add a node">
            <Palette onAdded={() => view.setState({ sheet: null })} />
          </NarrowSheet>
          <NarrowSheet panel="inspector" title="Details">
            <Inspector readOnly={false} />
            <BoundsLine />
          </NarrowSheet>
          <NarrowSheet panel="run" title="Run with">
            {sheet === "run" && runPanel}
          </NarrowSheet>
          <NarrowSheet panel="settings" title="Settings of this workflow">
            <SettingsPanel onClose={() => view.setState({ sheet: null })} />
          </NarrowSheet>
        </>
      )}
      <RerunDialog />
      <TryDialogs run={run} />
      <LateDataDialog />
      <EditorDialogs onRun={start} />
      <Announcer />
    </div>
  );
}

const EMPTY_SCHEMA = { type: "object", properties: {} };

function blockedWords(errors: number): string {
  if (errors === 0) return "The workflow cannot run yet.";
  return errors === 1
    ? "Mend 1 error first; Problems shows where."
    : `Mend ${errors} errors first; Problems shows where.`;
}
