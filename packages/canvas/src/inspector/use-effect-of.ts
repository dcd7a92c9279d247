"use client";
import type { JsonObject } from "@orrery/graph";
import type { Effect, NodeDefinition } from "@orrery/node-kit";
import { useEditor } from "../editor/editor-context.ts";

/** What a repeated execution of a node would mean; of one that calls a tool, by what is known of that tool. */
export function useEffectOf(definition: NodeDefinition | null, config: JsonObject): Effect | null {
  const { compile } = useEditor();
  if (definition === null) return null;
  const use = definition.usesTool?.(config);
  return definition.effect(config, use && compile?.interfaces?.tool?.(use.server, use.tool));
}
