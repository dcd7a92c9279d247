"use client";
import { describeType } from "@orrery/expr";
import type { GraphNode } from "@orrery/graph";
import { Button } from "@orrery/ui";
import { BookOpen } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { useOutputType } from "../editor/use-stores.ts";

/** What the type does, what it gives here, and the way to its page. */
export function DocsTab({ node }: { node: GraphNode }) {
  const { catalog, host } = useEditor();
  const definition = catalog.get(node.type);
  const type = useOutputType(node.id);
  return (
    <div className="flex flex-col gap-3 p-3.5 text-sm">
      <p>{definition?.description ?? "This Orrery does not know this type of node."}</p>
      {type && (
        <p className="text-muted text-xs">
          Elsewhere, <code className="font-mono text-code text-ink">{`{{ ${node.id} }}`}</code> is{" "}
          <span className="font-mono text-code">{describeType(type)}</span>.
        </p>
      )}
      {definition && (
        <Button
          icon={<BookOpen aria-hidden size={14} strokeWidth={1.75} />}
          onClick={() => host.openDocs(node.type)}
          className="self-start"
        >
          Read about {definition.title}
        </Button>
      )}
    </div>
  );
}
