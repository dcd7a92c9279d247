"use client";
import { hasExpression } from "@orrery/expr";
import { useEffect, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph } from "../editor/use-stores.ts";
import type { FieldPreview } from "./preview-field.ts";

export interface PreviewLineProps {
  nodeId: string;
  text: string;
  inIteration: boolean;
}

const PAUSE_MS = 200;

/** What the text of a field comes to on what the run shown gave, and on what is pinned. */
export function PreviewLine({ nodeId, text, inIteration }: PreviewLineProps) {
  const { host, overlay } = useEditor();
  const graph = useGraph();
  const [preview, setPreview] = useState<FieldPreview | null>(null);
  const wanted = hasExpression(text) && (overlay !== null || graph.nodes.some((node) => node.pinned !== undefined));
  useEffect(() => {
    if (!wanted) {
      setPreview(null);
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      try {
        // Evaluating brings a good part of the expression package; only who fills a field loads it.
        const { previewField } = await import("./preview-field.ts");
        const found = await previewField(
          {
            ...{ graph, nodeId, inIteration, readValue: host.readValue },
            state: overlay?.runState() ?? null,
            ran: overlay?.graph ?? null,
            stepKey: overlay?.getNode(nodeId).stepKey ?? null,
          },
          text,
        );
        if (current) setPreview(found);
      } catch {
        if (current) setPreview({ kind: "none", text: "What it gave last cannot be read now." });
      }
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, graph, nodeId, inIteration, host, overlay, text]);
  if (preview === null) return null;
  return (
    <output aria-label="On the last values" aria-live="off" className="mt-1 flex gap-1.5 break-words text-xs">
      <span aria-hidden className="shrink-0 text-dim">
        =
      </span>
      <span
        className={
          preview.kind === "value"
            ? "line-clamp-4 min-w-0 break-words font-mono text-code text-done"
            : "min-w-0 text-muted"
        }
      >
        {preview.text}
      </span>
    </output>
  );
}
