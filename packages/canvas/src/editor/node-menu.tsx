"use client";
import { MenuAt, type MenuItem } from "@orrery/ui";
import {
  CirclePause,
  Copy,
  History,
  MessageSquare,
  PanelRightOpen,
  Pin,
  PinOff,
  Play,
  Power,
  StepForward,
  Trash2,
} from "lucide-react";
import { useComments } from "../comments/comments-host.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { whyNoPart } from "../partial-run/why-no-part.ts";
import { togglePins } from "../pins/pin-output.ts";
import { whyNoPin } from "../pins/why-no-pin.ts";
import { useEditor } from "./editor-context.ts";
import { selectNode } from "./editor-view.ts";
import { useEditorActions } from "./use-editor-actions.ts";
import { useGraph, useGraphNode, useNodeRun } from "./use-stores.ts";

export interface NodeMenuProps {
  nodeId: string;
  /** In the window, CSS pixels. */
  at: { readonly x: number; readonly y: number };
  onClose: () => void;
}

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75 } as const;

/** What can be done with one node, where it was pressed with the other button, or by the menu key. */
export function NodeMenu({ nodeId, at, onClose }: NodeMenuProps) {
  const services = useEditor();
  const { breakpoints, catalog, control, document, view } = services;
  const graph = useGraph();
  const actions = useEditorActions();
  const node = useGraphNode(nodeId);
  const run = useNodeRun(nodeId);
  const comments = useComments();
  if (!node) return null;
  const { kind, title } = nodeShape(catalog, node);
  const works = kind !== "note";
  const stepKey = run.stepKey;
  const items: MenuItem[] = [
    {
      label: "Open",
      icon: <PanelRightOpen {...ICON} />,
      shortcut: "↵",
      onSelect: () => {
        selectNode(view, nodeId);
        view.setState({ inspectorOpen: true, sheet: "inspector", runPanelOpen: false });
      },
    },
  ];
  if (comments) {
    items.push({
      label: "Comment",
      icon: <MessageSquare {...ICON} />,
      onSelect: () => {
        selectNode(view, nodeId);
        view.setState({ comments: { nodeId } });
      },
    });
  }
  if (works && control && stepKey !== null) {
    items.push({
      label: "Run again from here",
      icon: <History {...ICON} />,
      onSelect: () => view.setState({ rerun: { stepKey, way: "again" } }),
    });
  }
  if (document && works && whyNoPart(graph, nodeId, catalog) === null) {
    items.push({
      label: "Run to here",
      icon: <StepForward {...ICON} />,
      onSelect: () => view.setState({ partialRun: { way: "to", nodeId } }),
    });
    if (control) {
      items.push({
        label: "Run only this",
        icon: <Play {...ICON} />,
        onSelect: () => view.setState({ partialRun: { way: "alone", nodeId } }),
      });
    }
  }
  if (document) {
    const off = node.disabled === true;
    const stops = breakpoints?.getState().has(nodeId) ?? false;
    if (works) {
      items.push(
        { kind: "separator" },
        {
          label: off ? "Turn on" : "Turn off",
          icon: <Power {...ICON} />,
          shortcut: "D",
          onSelect: () => actions.toggleOff([nodeId]),
        },
        {
          label: stops ? "Do not pause here" : "Pause runs here",
          icon: <CirclePause {...ICON} />,
          shortcut: "B",
          onSelect: () => actions.toggleBreakpoints([nodeId]),
        },
      );
      if (whyNoPin(graph, node, catalog) === null || node.pinned !== undefined) {
        items.push({
          label: node.pinned === undefined ? "Pin its output" : "Unpin its output",
          icon: node.pinned === undefined ? <Pin {...ICON} /> : <PinOff {...ICON} />,
          shortcut: "P",
          onSelect: () => togglePins(services, [nodeId]),
        });
      }
    }
    items.push(
      { kind: "separator" },
      {
        label: "Duplicate",
        icon: <Copy {...ICON} />,
        shortcut: "⌘D",
        onSelect: () => {
          selectNode(view, nodeId);
          actions.duplicate();
        },
      },
      {
        label: "Delete",
        icon: <Trash2 {...ICON} />,
        shortcut: "⌫",
        danger: true,
        onSelect: () => {
          selectNode(view, nodeId);
          actions.deleteSelected();
        },
      },
    );
  }
  return <MenuAt at={at} label={`${title}: what to do`} items={items} onClose={onClose} />;
}
