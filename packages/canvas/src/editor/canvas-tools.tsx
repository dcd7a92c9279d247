"use client";
import { Button, IconButton, Menu, type MenuItem } from "@orrery/ui";
import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { Maximize, Minus, PanelLeftOpen, Plus, Redo2, Search, Undo2, WandSparkles, ZoomIn } from "lucide-react";
import { useEditor } from "./editor-context.ts";
import type { EditorActions } from "./use-editor-actions.ts";
import { useDocumentState, useView } from "./use-stores.ts";

export interface CanvasToolsProps {
  actions: EditorActions;
  narrow: boolean;
}

/** Undo, redo and tidy at the left; the zoom at the right. */
export function CanvasTools({ actions, narrow }: CanvasToolsProps) {
  const { document, view } = useEditor();
  const state = useDocumentState();
  const paletteOpen = useView((one) => one.paletteOpen);
  return (
    <>
      {document && (
        <Panel position="top-left" className="flex gap-1.5">
          {!narrow && !paletteOpen && (
            <IconButton
              name="Open the palette"
              variant="secondary"
              onClick={() => view.setState({ paletteOpen: true })}
              icon={<PanelLeftOpen aria-hidden size={15} strokeWidth={1.75} />}
            />
          )}
          <IconButton
            name={state?.undoName ? `Undo: ${state.undoName}` : "Undo"}
            shortcut="⌘Z"
            variant="secondary"
            disabled={!state?.canUndo}
            onClick={() => document.undo()}
            icon={<Undo2 aria-hidden size={15} strokeWidth={1.75} />}
          />
          <IconButton
            name={state?.redoName ? `Redo: ${state.redoName}` : "Redo"}
            shortcut="⇧⌘Z"
            variant="secondary"
            disabled={!state?.canRedo}
            onClick={() => document.redo()}
            icon={<Redo2 aria-hidden size={15} strokeWidth={1.75} />}
          />
          {narrow ? (
            <IconButton
              name="Tidy"
              variant="secondary"
              onClick={() => void actions.tidy()}
              icon={<WandSparkles aria-hidden size={15} strokeWidth={1.75} />}
            />
          ) : (
            <Button
              icon={<WandSparkles aria-hidden size={15} strokeWidth={1.75} />}
              onClick={() => void actions.tidy()}
            >
              Tidy
            </Button>
          )}
        </Panel>
      )}
      <Panel position="top-right">
        <ZoomMenu fit={actions.fit} />
      </Panel>
    </>
  );
}

function ZoomMenu({ fit }: { fit: () => void }) {
  const { view } = useEditor();
  const flow = useReactFlow();
  // Not the whole viewport: a pan would draw the menu anew with each frame.
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  const items: MenuItem[] = [
    { label: "Zoom in", icon: <Plus aria-hidden size={14} />, onSelect: () => void flow.zoomIn({ duration: 120 }) },
    { label: "Zoom out", icon: <Minus aria-hidden size={14} />, onSelect: () => void flow.zoomOut({ duration: 120 }) },
    { label: "100%", icon: <ZoomIn aria-hidden size={14} />, onSelect: () => void flow.zoomTo(1, { duration: 120 }) },
    { label: "Fit everything", icon: <Maximize aria-hidden size={14} />, onSelect: fit },
  ];
  return (
    <span className="flex gap-1.5">
      <IconButton
        name="Find an action"
        shortcut="⌘K"
        variant="secondary"
        onClick={() => view.setState({ dialog: "commands" })}
        icon={<Search aria-hidden size={15} strokeWidth={1.75} />}
      />
      <IconButton
        name="Fit everything"
        variant="secondary"
        onClick={fit}
        icon={<Maximize aria-hidden size={15} strokeWidth={1.75} />}
      />
      <Menu
        label="Zoom"
        items={items}
        trigger={
          <Button aria-label={`Zoom, now ${percent}%`} icon={<ZoomIn aria-hidden size={15} strokeWidth={1.75} />}>
            <span className="tabular-nums">{percent}%</span>
          </Button>
        }
      />
    </span>
  );
}
