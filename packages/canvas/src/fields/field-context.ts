"use client";
import { hasExpression } from "@orrery/expr";
import { type EditOp, hashText, type Json, type JsonPath } from "@orrery/graph";
import type { FieldSpec, NodeDefinition } from "@orrery/node-kit";
import type { Diagnostic } from "@orrery/plan";
import { createContext, use, useCallback, useMemo } from "react";
import { useSeenValues } from "../data/use-seen-values.ts";
import { useEditor } from "../editor/editor-context.ts";
import { planConnect } from "../editor/editor-edits.ts";
import { useCompileState, useDiagnostics, useView } from "../editor/use-stores.ts";
import { type CompletionScope, completionScope } from "../expression/completion-scope.ts";
import { unwiredNames } from "../expression/unwired-names.ts";
import { nodeShape } from "../flow/node-shape.ts";
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

/**
 * Sets a member of the config as one edit; of a text with the hash of what it replaces, so that a clash is seen. Where a
 * name was chosen that is not wired yet, its edge is drawn in the same edit.
 */
export function useSetConfig(): (path: JsonPath, value: Json | undefined, before?: Json) => void {
  const { document, catalog, view } = useEditor();
  const { nodeId, title } = useConfigForm();
  return useCallback(
    (path, value, before) => {
      if (!document) return;
      const change: EditOp = {
        op: "config.set",
        id: nodeId,
        path,
        ...(value !== undefined && { value }),
        ...(typeof before === "string" && { was: hashText(before) }),
      };
      const wanted = view.getState().connectWithEdit;
      if (wanted?.target === nodeId) view.setState({ connectWithEdit: null });
      const edge = wanted?.target === nodeId && reads(value, wanted.source) ? wanted : null;
      const plan = edge ? planConnect(document.getState().graph, catalog, edge) : null;
      const result = plan?.ok
        ? document.edit({ op: "batch", name: plan.name, ops: [plan.op, change] }, `Change and connect ${title}`)
        : document.edit(change, `Change ${title}`);
      if (!result.ok) view.setState({ notice: result.message });
      else if (plan?.ok && edge) {
        const source = document.getState().graph.nodes.find((node) => node.id === edge.source);
        const from = source ? nodeShape(catalog, source).title : edge.source;
        view.setState({ notice: `“${from}” now leads to “${title}”. Undo takes both back.` });
      }
    },
    [document, catalog, view, nodeId, title],
  );
}

function reads(value: Json | undefined, name: string): boolean {
  if (typeof value === "string") return hasExpression(value) && new RegExp(`\\b${name}\\b`).test(value);
  return typeof value === "object" && value !== null && Object.values(value).some((member) => reads(member, name));
}

export interface FieldHelp {
  /** For completion; null where the field takes no expressions. */
  readonly scope: CompletionScope | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly fix: (diagnostic: Diagnostic) => void;
  /** Changes when somebody asked to be taken to this field. */
  readonly focusKey: number | null;
}

/** What the compiler knows of one field: what is in scope, and what is wrong at it or inside it. */
export function useFieldHelp(spec: FieldSpec, path: JsonPath, exact: boolean): FieldHelp {
  const { document, catalog, view } = useEditor();
  const { nodeId } = useConfigForm();
  const seen = useSeenValues(nodeId, spec.inIteration === true);
  const all = useDiagnostics(nodeId);
  const compiled = useCompileState();
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
  const scope = useMemo(() => {
    if (!compiled || !spec.expression) return null;
    const { graph, result } = compiled;
    const scopes = result.scopes.get(nodeId);
    return completionScope({
      own: (spec.inIteration ? scopes?.iteration : scopes?.node) ?? null,
      ...(seen !== null && { seen }),
      unwired: () => unwiredNames({ graph, catalog, outputs: result.outputs, nodeId }),
      choose: ({ ends }) => {
        // Once the first edge is drawn the node is wired, and the rest is a choice.
        if (ends && view.getState().connectWithEdit?.target !== nodeId) view.setState({ connectWithEdit: ends });
      },
    });
  }, [compiled, catalog, view, nodeId, spec, seen]);
  return { scope, diagnostics, fix, focusKey: focused ? focus.at : null };
}

/** The spec of a member of a list, such as `cases.*.when`. */
export function specAt(definition: NodeDefinition, path: JsonPath): FieldSpec | undefined {
  return definition.fields.find((spec) => matchesPattern(spec.path, dotted(path)));
}
