"use client";
import { useCallback } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import type { CommandContext } from "./editor-command.ts";

/** Reads what an action is done with, at the moment when it is asked for. */
export function useCommandContext(onRun: (() => void) | null): () => CommandContext {
  const services = useEditor();
  const actions = useEditorActions();
  return useCallback(() => {
    const { document, drawing, view } = services;
    const graph = document?.getState().graph ?? drawing;
    return { services, actions, graph, nodes: view.getState().selectedNodes, onRun };
  }, [services, actions, onRun]);
}
