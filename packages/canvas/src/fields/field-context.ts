"use client";
import type { Scope } from "@orrery/expr";
import { hashText, type Json, type JsonPath } from "@orrery/graph";
import type { FieldSpec, NodeDefinition } from "@orrery/node-kit";
import type { Diagnostic } from "@orrery/plan";
import { createContext, use, useCallback, useMemo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useCompileState, useDiagnostics, useView } from "../editor/use-stores.ts";
import { dotted, matchesPattern } from "./config-path.ts";

/** The node whose config a form shows. */
export interface ConfigForm {
  readonly nodeId: string;
  readonly title: string;
  readonly config: Json;
  readonly definition: NodeDefinition;
  readonly readOnly: boolean;
}

export const ConfigFormContext = createContext<ConfigForm | null>(null);

export function useConfigForm(): ConfigForm {
  const form = use(ConfigFormContext);
  if (!form) throw new Error("A config field belongs inside the form of a node.");
  return form;
}

/** Sets a member of the config as one edit; of a text with the hash of what it replaces, so that a clash is seen. */
export function useSetConfig(): (path: JsonPath, value: Json | undefined, before?: Json) => void {
  const { document, view } = useEditor();
  const { nodeId, title } = useConfigForm();
  return useCallback(
    (path, value, before) => {
      if (!document) return;
      const result = document.edit(
        {
          op: "config.set",
          id: nodeId,
          path,
          ...(value !== undefined && { value }),
          ...(typeof before === "string" && { was: hashText(before) }),
        },
        `Change ${title}`,
      );
      if (!result.ok) view.setState({ notice: result.message });
    },
    [document, view, nodeId, title],
  );
}

export interface FieldHelp {
  readonly scope: Scope | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly fix: (diagnostic: Diagnostic) => void;
  /** Changes when somebody asked to be taken to this field. */
  readonly focusKey: number | null;
}

/** What the compiler knows of one field: what is in scope, and what is wrong at it or inside it. */
export function useFieldHelp(spec: FieldSpec, path: JsonPath, exact: boolean): FieldHelp {
  const { document, view } = useEditor();
  const { nodeId } = useConfigForm();
  const all = useDiagnostics(nodeId);
  const scopes = useCompileState()?.result.scopes.get(nodeId);
  const field = dotted(path);
  const diagnostics = useMemo(
    () => all.filter((one) => one.field === field || (!exact && one.field?.startsWith(`${field}.`))),
    [all, field, exact],
  );
  const focus = useView((state) => state.focusField);
  const focused = focus?.nodeId === nodeId && (focus.field === field || focus.field.startsWith(`${field}.`));
  const fix = useCallback(
    (diagnostic: Diagnostic) => {
      if (diagnostic.fix?.kind !== "edit" || !document) return;
      const result = document.edit(diagnostic.fix.op, diagnostic.fix.title);
      if (!result.ok) view.setState({ notice: result.message });
    },
    [document, view],
  );
  const scope = spec.expression ? ((spec.inIteration ? scopes?.iteration : scopes?.node) ?? null) : null;
  return { scope, diagnostics, fix, focusKey: focused ? focus.at : null };
}

/** The spec of a member of a list, such as `cases.*.when`. */
export function specAt(definition: NodeDefinition, path: JsonPath): FieldSpec | undefined {
  return definition.fields.find((spec) => matchesPattern(spec.path, dotted(path)));
}
