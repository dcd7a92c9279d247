"use client";
import { type GraphNode, isToolEdge, type JsonPath, TOOLS, toolEntries } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";
import { retellTool } from "@orrery/plan";
import { Button, Field, IconButton, Segmented, Select, TextArea, TextField } from "@orrery/ui";
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useGraph } from "../editor/use-stores.ts";
import { checkConnection } from "../flow/check-connection.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { isObject } from "./config-path.ts";
import { useConfigForm, useFieldHelp, useSetConfig } from "./field-context.ts";
import { FieldProblems } from "./field-problems.tsx";
import { SchemaField } from "./schema-field.tsx";
import { useFieldDraft } from "./use-field-draft.ts";

const PERMISSIONS = [
  { value: "allow", label: "Allow" },
  { value: "ask", label: "Ask a person" },
  { value: "deny", label: "Deny" },
] as const;

/** The steps that are wired as tools, with what the model is told of each. */
export function ToolsField({ spec }: { spec: FieldSpec }) {
  const { catalog, document } = useEditor();
  const { nodeId, config, readOnly } = useConfigForm();
  const graph = useGraph();
  const actions = useEditorActions();
  const help = useFieldHelp(spec, [spec.path], true);
  const entries = isObject(config) ? toolEntries(config) : {};
  const wired = graph.edges.filter((edge) => edge.source === nodeId && isToolEdge(edge));
  const described = wired.filter((edge) => Object.hasOwn(entries, edge.target));
  const unwired = Object.keys(entries).filter((id) => !wired.some((edge) => edge.target === id));
  return (
    <div className="flex flex-col gap-2.5">
      {wired.length === 0 && <p className="text-muted text-xs">It has no tools yet.</p>}
      {described.map((edge) => {
        const node = graph.nodes.find((one) => one.id === edge.target);
        const title = node ? nodeShape(catalog, node).title : edge.target;
        return (
          <section
            key={edge.id}
            aria-label={`Tool ${title}`}
            className="flex flex-col gap-2 rounded-control border p-2.5"
          >
            <div className="flex items-center gap-1">
              <button
                type="button"
                onClick={() => actions.reveal(edge.target)}
                className="min-w-0 flex-1 truncate rounded-chip py-0.5 text-left font-medium text-sm hover:bg-raised"
              >
                {title}
              </button>
              {!readOnly && (
                <IconButton
                  name={`${title} is no longer a tool`}
                  size="sm"
                  onClick={() => document?.edit({ op: "edge.remove", id: edge.id }, `Take ${title} from the tools`)}
                  icon={<X aria-hidden size={14} strokeWidth={1.75} />}
                />
              )}
            </div>
            <ToolForm spec={spec} toolId={edge.target} />
          </section>
        );
      })}
      {unwired.map((id) => (
        <StaleTool key={id} spec={spec} toolId={id} />
      ))}
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />
      {!readOnly && <AddTool callerId={nodeId} />}
    </div>
  );
}

/** Chooses a step that can be a tool, without drawing a line. */
function AddTool({ callerId }: { callerId: string }) {
  const { catalog } = useEditor();
  const actions = useEditorActions();
  const graph = useGraph();
  const endsOf = (node: GraphNode) => {
    const entry = nodeShape(catalog, node).inputs[0];
    return { source: callerId, sourceHandle: TOOLS, target: node.id, targetHandle: entry?.id ?? "in" };
  };
  const free = graph.nodes.filter((node) => checkConnection(graph, catalog, endsOf(node)).ok);
  if (free.length === 0) {
    return <p className="text-dim text-xs">Add a step that leads nowhere; then it can be chosen here as a tool.</p>;
  }
  return (
    <Select
      label="Add a tool"
      placeholder="Add a tool…"
      value={null}
      onValueChange={(id) => {
        const node = free.find((one) => one.id === id);
        if (node) actions.connect(endsOf(node));
      }}
      options={free.map((node) => ({ value: node.id, label: nodeShape(catalog, node).title, aside: node.id }))}
    />
  );
}

/** What the model is told of one tool, and whether it may use it. */
function ToolForm({ spec, toolId }: { spec: FieldSpec; toolId: string }) {
  const { config, readOnly } = useConfigForm();
  const set = useSetConfig();
  const entry = isObject(config) ? toolEntries(config)[toolId] : undefined;
  const said = isObject(entry) ? entry : {};
  const path: JsonPath = [spec.path, toolId];
  const permission = PERMISSIONS.find(({ value }) => value === said.permission)?.value ?? "ask";
  return (
    <>
      <ToolText spec={spec} path={[...path, "name"]} label="Name" value={textOf(said.name)} isMono />
      <ToolText
        spec={spec}
        path={[...path, "description"]}
        label="What it does, and when to use it"
        value={textOf(said.description)}
      />
      <fieldset className="min-w-0">
        <legend className="mb-1 text-muted text-xs">Parameters</legend>
        <SchemaField
          spec={{
            path: `${spec.path}.${toolId}.parameters`,
            label: "Parameters",
            control: "json-schema",
            required: true,
          }}
          path={[...path, "parameters"]}
          value={said.parameters}
        />
        <p className="mt-1 text-dim text-xs">
          The step reads them as <code className="font-mono">call.args</code>.
        </p>
      </fieldset>
      {!readOnly && <FillIn toolId={toolId} />}
      <Segmented
        label="Permission"
        value={permission}
        onValueChange={(next) => {
          if (!readOnly) set([...path, "permission"], next);
        }}
        options={PERMISSIONS}
      />
    </>
  );
}

/** Where the step calls a tool of a server and sends it nothing yet: takes over what that tool says of itself. */
function FillIn({ toolId }: { toolId: string }) {
  const { catalog, compile, document } = useEditor();
  const { nodeId, config } = useConfigForm();
  const node = useGraph().nodes.find(({ id }) => id === toolId);
  const definition = node && catalog.get(node.type);
  const use = node && definition?.usesTool?.(node.config);
  const face = use && compile?.interfaces?.tool?.(use.server, use.tool);
  if (!node || !face) return null;
  const others = Object.entries(isObject(config) ? toolEntries(config) : {}).flatMap(([id, said]) =>
    id === toolId ? [] : [said],
  );
  const edit = retellTool(nodeId, { node, definition, face }, others);
  if (edit === null) return null;
  return (
    <Button size="sm" className="self-start" onClick={() => document?.edit(edit, `Fill in ${use.tool}`)}>
      Fill in what “{use.tool}” takes
    </Button>
  );
}

interface ToolTextProps {
  spec: FieldSpec;
  path: JsonPath;
  label: string;
  value: string;
  isMono?: boolean;
}

function ToolText({ spec, path, label, value, isMono = false }: ToolTextProps) {
  const { readOnly } = useConfigForm();
  const set = useSetConfig();
  const field = { ...spec, path: path.join(".") };
  const help = useFieldHelp(field, path, true);
  const draft = useFieldDraft(value, (next, before) => set(path, next, before));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (help.focusKey !== null) box.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [help.focusKey]);
  const shared = { value: draft.value, onValueChange: draft.type, onBlur: draft.settle, readOnly };
  return (
    <div ref={box}>
      <Field label={label}>{isMono ? <TextField {...shared} mono /> : <TextArea {...shared} rows={2} />}</Field>
      <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />
    </div>
  );
}

/** An entry of a step that is not wired any more. */
function StaleTool({ spec, toolId }: { spec: FieldSpec; toolId: string }) {
  const { readOnly } = useConfigForm();
  const help = useFieldHelp({ ...spec, path: `${spec.path}.${toolId}` }, [spec.path, toolId], false);
  return <FieldProblems diagnostics={help.diagnostics} onFix={readOnly ? undefined : help.fix} />;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
