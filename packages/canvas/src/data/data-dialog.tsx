"use client";
import type { StepRecord } from "@orrery/engine";
import type { GraphNode, Json } from "@orrery/graph";
import { Dialog } from "@orrery/ui";
import { useEffect, useMemo, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { DataPane } from "./data-pane.tsx";
import { type DataSource, localSource, storedSource } from "./data-source.ts";
import { pathText } from "./path-text.ts";

/** What a step took and gave, side by side and large. */
export function DataDialog() {
  const { catalog, overlay, view } = useEditor();
  const looked = useView((state) => state.largeData);
  const graph = useGraph();
  if (looked === null || overlay === null) return null;
  const record = overlay.runState().steps.get(looked.stepKey);
  const node =
    overlay.graph.nodes.find(({ id }) => id === looked.nodeId) ?? graph.nodes.find(({ id }) => id === looked.nodeId);
  if (!record || !node) return null;
  const close = () => view.setState({ largeData: null });
  return (
    <Dialog open large onOpenChange={(open) => !open && close()} title={`Data of “${nodeShape(catalog, node).title}”`}>
      <div className="flex h-full min-h-0 flex-col gap-3 md:flex-row">
        <InputPane node={node} record={record} />
        <OutputPane node={node} record={record} />
      </div>
    </Dialog>
  );
}

function OutputPane({ node, record }: { node: GraphNode; record: Readonly<StepRecord> }) {
  const { host } = useEditor();
  const id = record.output?.id ?? null;
  const source = useMemo(() => (id === null ? null : storedSource(host, id)), [host, id]);
  if (source === null) return <Nothing label="Output" words="It gave nothing." />;
  return <DataPane label="Output" source={source} pathOf={(path) => pathText(node.id, path)} />;
}

/** What the step took is worked out again, in the browser. */
function InputPane({ node, record }: { node: GraphNode; record: Readonly<StepRecord> }) {
  const { catalog, host, overlay } = useEditor();
  const [source, setSource] = useState<DataSource | string | null>(null);
  const definition = catalog.get(node.type);
  useEffect(() => {
    if (!overlay || !definition) return;
    let current = true;
    const resolving = import("../run/resolve-input.ts").then(({ resolveInput }) =>
      resolveInput({
        ...{ node, definition, record, readValue: host.readValue },
        state: overlay.runState(),
        nodes: overlay.graph.nodes,
      }),
    );
    resolving.then(
      (fields) => {
        const entries = fields.map((field) => [field.label, field.ok ? field.value : `(${field.why})`] as const);
        const value: Json = Object.fromEntries(entries);
        if (current) setSource(entries.length === 0 ? "It takes nothing from other steps." : localSource(value));
      },
      (error: unknown) => current && setSource(error instanceof Error ? error.message : "It could not be read."),
    );
    return () => {
      current = false;
    };
  }, [node, definition, record, overlay, host]);
  if (source === null) return <Nothing label="Input" words="Working it out" />;
  if (typeof source === "string") return <Nothing label="Input" words={source} />;
  return <DataPane label="Input" source={source} pathOf={null} />;
}

function Nothing({ label, words }: { label: string; words: string }) {
  return (
    <section aria-label={label} className="flex min-w-0 flex-1 flex-col gap-2 rounded-control border bg-field p-2.5">
      <h3 className="font-semibold text-sm">{label}</h3>
      <p className="text-muted text-xs">{words}</p>
    </section>
  );
}
