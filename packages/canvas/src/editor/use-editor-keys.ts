"use client";
import { useEffect, useRef } from "react";
import type { CommandContext } from "../commands/editor-command.ts";
import { type KeyPlace, runByKey } from "../commands/run-by-key.ts";
import { useCommandContext } from "../commands/use-command-context.ts";
import { useEditor } from "./editor-context.ts";
import { selectNode } from "./editor-view.ts";
import type { EditorActions } from "./use-editor-actions.ts";

const STEP = 4;
const BIG_STEP = 20;
const ARROWS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const EDGE_STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export interface EditorKeys {
  readonly actions: EditorActions;
  readonly readOnly: boolean;
  readonly onRun: (() => void) | null;
}

/** The keys of an editor. What is typed into a field, or pressed in a menu or a dialog, belongs to that. */
export function useEditorKeys(keys: EditorKeys): void {
  const { document: store, view } = useEditor();
  const latest = useRef(keys);
  latest.current = keys;
  const readContext = useCommandContext(keys.onRun);
  const context = useRef<() => CommandContext>(readContext);
  context.current = readContext;

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const { actions, readOnly, onRun } = latest.current;
      // React Flow prevents the space key everywhere, because dragging pans while it is down.
      if (event.defaultPrevented && event.key !== " ") return;
      const mod = event.metaKey || event.ctrlKey;
      if (mod && event.key === "Enter" && onRun) {
        event.preventDefault();
        // A key that is held down is one wish.
        if (!event.repeat) onRun();
        return;
      }
      if (isTaken(event.target)) {
        if (!isOver(event.target) && byName(event, "field")) event.preventDefault();
        return;
      }
      if (event.key === "Escape") {
        view.setState({ selectedNodes: new Set(), selectedEdges: new Set(), notice: null });
        return;
      }
      const edge = edgeAt(event.target);
      if (edge !== null && onEdge(edge, event.key, mod, latest.current)) {
        event.preventDefault();
        return;
      }
      const focused = nodeAt(event.target);
      if (focused !== null && (event.key === "Enter" || event.key === " ") && event.target === cardAt(event.target)) {
        event.preventDefault();
        selectNode(view, focused);
        if (event.key === "Enter") view.setState({ inspectorOpen: true, sheet: "inspector", runPanelOpen: false });
        return;
      }
      if (byName(event, onCanvas(event.target) ? "canvas" : "editor")) event.preventDefault();
      else if (!readOnly && store && nudge(event, mod, actions)) event.preventDefault();
    }

    function onEdge(edgeId: string, key: string, mod: boolean, { actions, readOnly }: EditorKeys): boolean {
      const step = EDGE_STEPS[key];
      if (step !== undefined) {
        const next = edgeBeside(edgeId, step);
        if (next !== null) actions.goToEdge(next);
        return true;
      }
      if (key === "Enter" || key === " ") {
        view.setState({ selectedNodes: new Set(), selectedEdges: new Set([edgeId]), runPanelOpen: false });
        if (key === "Enter") view.setState({ inspectorOpen: true, sheet: "inspector" });
        return true;
      }
      if (readOnly || mod || (key !== "Delete" && key !== "Backspace")) return false;
      const next = edgeBeside(edgeId, 1) ?? edgeBeside(edgeId, -1);
      view.setState({ selectedNodes: new Set(), selectedEdges: new Set([edgeId]) });
      actions.deleteSelected();
      // The keyboard stays among the connections, which are drawn anew.
      if (next !== null) setTimeout(() => actions.goToEdge(next));
      return true;
    }

    function nudge(event: KeyboardEvent, mod: boolean, actions: EditorActions): boolean {
      const arrow = ARROWS[event.key];
      if (!arrow || mod || event.altKey || !onCanvas(event.target)) return false;
      if (view.getState().selectedNodes.size === 0) return false;
      const size = event.shiftKey ? BIG_STEP : STEP;
      actions.nudge({ x: arrow.x * size, y: arrow.y * size });
      return true;
    }

    function byName(event: KeyboardEvent, place: KeyPlace): boolean {
      return runByKey(event, place, () => ({ ...context.current(), nodes: nodesAt(event.target) }));
    }

    /** The chosen nodes; or the one that has the keyboard, when that is none of them. */
    function nodesAt(target: EventTarget | null): ReadonlySet<string> {
      const { selectedNodes } = view.getState();
      const focused = nodeAt(target);
      return focused === null || selectedNodes.has(focused) ? selectedNodes : new Set([focused]);
    }

    function onCopy(event: ClipboardEvent) {
      const { actions, readOnly } = latest.current;
      if (isTaken(event.target) || !document.getSelection()?.isCollapsed) return;
      const text = actions.copyText();
      if (text === null) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
      if (event.type === "cut" && !readOnly) actions.deleteSelected();
    }

    function onPaste(event: ClipboardEvent) {
      const { actions, readOnly } = latest.current;
      if (readOnly || isTaken(event.target)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text === "") return;
      event.preventDefault();
      actions.pasteText(text);
    }

    window.addEventListener("keydown", onKey);
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("keydown", onKey);
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [store, view]);
}

function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return (
    target.closest("input, textarea, select, [role=dialog], [role=menu], [role=listbox], [role=separator]") !== null
  );
}

/** Over the editor, where its keys do not count. */
function isOver(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=menu], [role=listbox]") !== null;
}

function cardAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>("[data-node-id]") : null;
}

function nodeAt(target: EventTarget | null): string | null {
  return cardAt(target)?.dataset.nodeId ?? null;
}

function edgeAt(target: EventTarget | null): string | null {
  return target instanceof SVGElement ? (target.closest<SVGElement>(".react-flow__edge")?.dataset.id ?? null) : null;
}

/** The connection drawn before or after one; null at either end. */
function edgeBeside(edgeId: string, step: 1 | -1): string | null {
  const drawn = [...document.querySelectorAll<SVGElement>(".orrery-flow .react-flow__edge")];
  const at = drawn.findIndex((one) => one.dataset.id === edgeId);
  return (at < 0 ? undefined : drawn[at + step])?.dataset.id ?? null;
}

function onCanvas(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest(".orrery-flow") !== null);
}
