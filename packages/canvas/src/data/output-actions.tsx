"use client";
import type { StepRecord } from "@orrery/engine";
import type { GraphNode } from "@orrery/graph";
import { Button } from "@orrery/ui";
import { Braces, Maximize2, Pin } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph } from "../editor/use-stores.ts";
import { pinOutput } from "../pins/pin-output.ts";
import { whyNoPin } from "../pins/why-no-pin.ts";
import { declareSchema, schemaFieldOf } from "./declare-schema.ts";

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75 } as const;

/** What can be done with what a step gave. */
export function OutputActions({ node, record }: { node: GraphNode; record: Readonly<StepRecord> }) {
  const services = useEditor();
  const graph = useGraph();
  const mayPin =
    services.document !== null && record.reused !== "pin" && whyNoPin(graph, node, services.catalog) === null;
  if (record.output === null) return null;
  const { key: stepKey } = record;
  const schemaField = services.document === null ? undefined : schemaFieldOf(services, node);
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button
        size="sm"
        icon={<Maximize2 {...ICON} />}
        onClick={() => services.view.setState({ largeData: { nodeId: node.id, stepKey } })}
      >
        Open large
      </Button>
      {mayPin && (
        <Button size="sm" icon={<Pin {...ICON} />} onClick={() => void pinOutput(services, node.id, record.key)}>
          {node.pinned === undefined ? "Pin this output" : "Pin this instead"}
        </Button>
      )}
      {schemaField !== undefined && (
        <Button size="sm" icon={<Braces {...ICON} />} onClick={() => void declareSchema(services, node, record)}>
          Use as schema
        </Button>
      )}
    </div>
  );
}
