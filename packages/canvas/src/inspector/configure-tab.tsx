"use client";
import type { GraphNode } from "@orrery/graph";
import { worksInSubSteps } from "@orrery/node-kit";
import type { CardFormProps } from "@orrery/node-kit/card";
import { ChevronRight } from "lucide-react";
import { type ComponentType, type ReactNode, useMemo, useState } from "react";
import { DataBefore } from "../data/data-before.tsx";
import { useEditor } from "../editor/editor-context.ts";
import { useDiagnostics, useGraph, useView } from "../editor/use-stores.ts";
import { ConfigField } from "../fields/config-field.tsx";
import { type ConfigForm, ConfigFormContext, useSetConfig } from "../fields/field-context.ts";
import { FieldProblems } from "../fields/field-problems.tsx";
import { nodeShape } from "../flow/node-shape.ts";
import { usesOf } from "../usage/node-reads.ts";
import { UsageSection } from "../usage/usage-section.tsx";
import { ConnectionsSection } from "./connections-section.tsx";
import { joinWords } from "./join-setting.ts";
import { KeepSection } from "./keep-section.tsx";
import { PolicySection } from "./policy-section.tsx";
import { keepWords, policyWords } from "./policy-words.ts";
import { useEffectOf } from "./use-effect-of.ts";
import { WhenSection } from "./when-section.tsx";

export interface ConfigureTabProps {
  node: GraphNode;
  readOnly: boolean;
}

/** The form of a node's config, made of its type's fields; then what happens when it fails, and its connections. */
export function ConfigureTab({ node, readOnly }: ConfigureTabProps) {
  const { catalog, cards, document } = useEditor();
  const shape = nodeShape(catalog, node);
  const { definition, title } = shape;
  const diagnostics = useDiagnostics(node.id);
  const graph = useGraph();
  const usedBy = usesOf(graph, catalog, node.id).length;
  const leading = graph.edges.filter((edge) => edge.target === node.id).length;
  const focus = useView((view) => view.focusField);
  const form = useMemo<ConfigForm | null>(
    () => definition && { nodeId: node.id, title, config: node.config, definition, readOnly },
    [definition, node, title, readOnly],
  );
  const effect = useEffectOf(definition, shape.config);
  if (!definition || !form) return null;
  const card = cards.get(node.type);
  const taken = new Set(card?.formFields ?? []);
  const fields = definition.fields.filter((field) => !field.path.includes("*") && !taken.has(field.path));
  const advanced = fields.filter((field) => field.advanced);
  const inFields = (field: string | undefined) =>
    field !== undefined &&
    definition.fields.some((spec) => field === spec.path || field.startsWith(`${spec.path.split(".*")[0]}.`));
  const loose = diagnostics.filter((one) => !inFields(one.field));
  const canKeep =
    definition.traits.role === "step" &&
    !definition.traits.container &&
    !definition.traits.waits &&
    !worksInSubSteps(definition, node.config) &&
    (effect === "pure" || effect === "repeatable");
  const at = (field: string) => (focus?.nodeId === node.id && focus.field.startsWith(field) ? true : undefined);
  const advancedOpen =
    focus?.nodeId === node.id && advanced.some((field) => focus.field.startsWith(field.path)) ? true : undefined;
  return (
    <ConfigFormContext value={form}>
      <div className="flex flex-col gap-4 p-3.5">
        <FieldProblems
          diagnostics={loose}
          onFix={
            readOnly || !document
              ? undefined
              : (one) => one.fix?.kind === "edit" && document.edit(one.fix.op, one.fix.title)
          }
        />
        {card?.Form && <CardForm Form={card.Form} node={node} readOnly={readOnly} />}
        {fields
          .filter((field) => !field.advanced)
          .map((field) => (
            <ConfigField key={field.path} spec={field} />
          ))}
        {fields.length === 0 && !card?.Form && <p className="text-muted text-xs">There is nothing to set here.</p>}
        {advanced.length > 0 && (
          <Fold title="More settings" open={advancedOpen}>
            {advanced.map((field) => (
              <ConfigField key={field.path} spec={field} />
            ))}
          </Fold>
        )}
        {!readOnly && definition.fields.some((field) => field.expression) && (
          <Fold title="Data from before" open={undefined} late>
            <DataBefore node={node} />
          </Fold>
        )}
        {shape.kind !== "note" && shape.inputs.length > 0 && (
          <Fold title="When it runs" aside={node.disabled ? "off" : joinWords(node.join, leading)} open={at("join")}>
            <WhenSection node={node} readOnly={readOnly} />
          </Fold>
        )}
        {definition.traits.role === "step" && (
          <Fold title="If it fails" aside={policyWords(node.policy ?? {})} open={at("policy")}>
            <PolicySection node={node} readOnly={readOnly} />
          </Fold>
        )}
        {(canKeep || node.policy?.cache !== undefined) && (
          <Fold title="Keep the result" aside={keepWords(node.policy ?? {})} open={at("policy.cache")}>
            <KeepSection node={node} readOnly={readOnly} />
          </Fold>
        )}
        {shape.kind !== "note" && (
          <Fold title="Connections" open={undefined}>
            <ConnectionsSection node={node} readOnly={readOnly} />
          </Fold>
        )}
        {shape.kind !== "note" && (
          <Fold title="Used by" aside={usedBy === 0 ? null : String(usedBy)} open={undefined} late>
            <UsageSection node={node} />
          </Fold>
        )}
      </div>
    </ConfigFormContext>
  );
}

interface CardFormHostProps {
  Form: ComponentType<CardFormProps>;
  node: GraphNode;
  readOnly: boolean;
}

function CardForm({ Form, node, readOnly }: CardFormHostProps) {
  const { host } = useEditor();
  const set = useSetConfig();
  return <Form config={node.config} host={host} readOnly={readOnly} set={(path, value) => set(path, value)} />;
}

interface FoldProps {
  title: string;
  /** What of it is not the default, in a few words. */
  aside?: string | null;
  open: boolean | undefined;
  /** What is inside is only made once it is looked at. */
  late?: boolean;
  children: ReactNode;
}

function Fold({ title, aside = null, open, late = false, children }: FoldProps) {
  const [seen, setSeen] = useState(false);
  return (
    <details open={open} onToggle={() => setSeen(true)} className="group border-t pt-3">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-chip text-muted text-xs hover:text-ink">
        <ChevronRight
          aria-hidden
          size={14}
          strokeWidth={1.75}
          className="shrink-0 transition-transform group-open:rotate-90"
        />
        <span className="shrink-0">{title}</span>
        {aside !== null && <span className="min-w-0 flex-1 truncate text-right text-2xs text-ink">{aside}</span>}
      </summary>
      <div className="flex flex-col gap-4 pt-3">{(!late || seen) && children}</div>
    </details>
  );
}
