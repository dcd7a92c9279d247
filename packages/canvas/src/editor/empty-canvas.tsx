"use client";
import type { NodeDefinition } from "@orrery/node-kit";
import { Button, EmptyState } from "@orrery/ui";
import { Panel } from "@xyflow/react";
import { Plus } from "lucide-react";
import { useEditor } from "./editor-context.ts";
import type { EditorActions } from "./use-editor-actions.ts";
import { useGraph } from "./use-stores.ts";

/** On an empty canvas: the one thing to begin with. */
export function EmptyCanvas({ actions }: { actions: EditorActions }) {
  const { catalog, document } = useEditor();
  const empty = useGraph().nodes.length === 0;
  const entries = catalog.types.filter((type) => type.traits.role === "entry");
  const entry = entries.find(saysWhatItTakes) ?? entries[0];
  if (!empty || !document || !entry) return null;
  return (
    <Panel position="top-center" className="mt-[14vh]! w-[min(24rem,90%)]">
      <EmptyState
        title="An empty workflow"
        action={
          <Button
            icon={<Plus aria-hidden size={14} strokeWidth={1.75} />}
            onClick={() => {
              actions.add(entry);
              actions.fit();
            }}
          >
            Add {entry.title}
          </Button>
        }
      >
        Begin with what a run takes. Then add what should be done with it, from the palette or by pressing /.
      </EmptyState>
    </Panel>
  );
}

function saysWhatItTakes({ fields }: NodeDefinition): boolean {
  return fields.some(({ control }) => control === "json-schema");
}
