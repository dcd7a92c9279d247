"use client";
import { formatBytes } from "@orrery/ui";
import { useMemo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { storedSource } from "./data-source.ts";
import { PartTree } from "./part-tree.tsx";
import { pathText } from "./path-text.ts";

/** A value that is too large to be fetched at once: its members, a page at a time. */
export function LargeValue({ nodeId, valueId, bytes }: { nodeId: string; valueId: string; bytes: number }) {
  const { host } = useEditor();
  const source = useMemo(() => storedSource(host, valueId), [host, valueId]);
  return (
    <section aria-label="Output" className="rounded-control border bg-field">
      <p className="border-b px-2.5 py-1.5 text-muted text-xs">Output, {formatBytes(bytes)}: a page at a time</p>
      <div className="max-h-96 overflow-auto p-2.5">
        <PartTree
          source={source}
          path={[]}
          at={[]}
          pathOf={(path) => pathText(nodeId, path)}
          onCopy={(_words, text) => void navigator.clipboard.writeText(text)}
        />
      </div>
    </section>
  );
}
