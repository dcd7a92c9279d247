"use client";
import type { GraphNode } from "@orrery/graph";
import { JsonView, Spinner } from "@orrery/ui";
import { useEffect, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import type { ResolvedField } from "../run/resolve-input.ts";
import { ReadsLine } from "../usage/reads-line.tsx";
import type { InspectedStep } from "./use-inspected-step.ts";

export interface InputTabProps {
  node: GraphNode;
  step: InspectedStep;
}

/** What a step took, worked out from its settings and what the steps before it gave. */
export function InputTab({ node, step }: InputTabProps) {
  const { catalog, host, overlay } = useEditor();
  const [fields, setFields] = useState<readonly ResolvedField[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const definition = catalog.get(node.type);
  const key = step.record?.key;
  const drawn = overlay?.graph.nodes.find((one) => one.id === node.id);

  useEffect(() => {
    const record = key === undefined ? undefined : overlay?.runState().steps.get(key);
    if (!overlay || !record || !definition || !drawn) return;
    let current = true;
    setFields(null);
    // Evaluating brings a good part of the expression package; only who looks at an input loads it.
    const resolving = import("../run/resolve-input.ts").then(({ resolveInput }) =>
      resolveInput({
        node: drawn,
        definition,
        record,
        state: overlay.runState(),
        nodes: overlay.graph.nodes,
        readValue: host.readValue,
      }),
    );
    resolving.then(
      (found) => current && setFields(found),
      (error: unknown) => current && setProblem(error instanceof Error ? error.message : "It could not be read."),
    );
    return () => {
      current = false;
    };
  }, [key, overlay, definition, drawn, host]);

  if (problem) {
    return (
      <p role="alert" className="p-3.5 text-failed text-xs">
        {problem}
      </p>
    );
  }
  if (!drawn) return <p className="p-3.5 text-muted text-xs">This node was added after the run began.</p>;
  if (!fields) {
    return (
      <p className="flex items-center gap-2 p-3.5 text-muted text-xs">
        <Spinner /> Working it out
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3 p-3.5">
      <ReadsLine node={node} />
      {fields.length === 0 && <p className="text-muted text-xs">It takes nothing from other steps.</p>}
      {fields.map((field) =>
        field.ok ? (
          <JsonView key={field.label} label={field.label} value={field.value} />
        ) : (
          <section key={field.label} aria-label={field.label} className="rounded-control border p-2.5">
            <p className="text-muted text-xs">{field.label}</p>
            <p className="mt-1 break-words text-failed text-xs">{field.why}</p>
          </section>
        ),
      )}
    </div>
  );
}
