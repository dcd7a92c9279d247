"use client";
import { isToolEdge } from "@orrery/graph";
import { useCallback, useMemo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import type { FlowEdge } from "../flow/flow-edges.ts";
import { nodeMarks } from "../flow/node-marks.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { edgeRun, toolEdgeRun } from "../run/edge-run.ts";
import { IDLE_NODE_RUN } from "../run/node-run.ts";
import type { FarCard, FarEdge } from "./draw-far.ts";
import type { EdgeEnds } from "./edge-path.ts";
import type { FarBox } from "./far-boxes.ts";
import type { FarColour } from "./far-colours.ts";
import { categoryColour, stateColour } from "./far-look.ts";

const EDGE_COLOUR: Readonly<Record<ReturnType<typeof edgeRun>, FarColour>> = {
  rest: "line-strong",
  passed: "done",
  moving: "running",
  waiting: "waiting",
  dead: "dim",
};

/** What stands where is worked out once a drawing; how it stands is read each time it is drawn. */
export function useFarDrawing(boxes: readonly FarBox[], edges: readonly FlowEdge[], mounted: ReadonlySet<string>) {
  const { catalog, overlay, compile, document, drawing, view } = useEditor();
  const ends = useMemo(() => {
    const byId = new Map(boxes.map((box) => [box.id, box]));
    return edges.flatMap((edge): readonly { readonly edge: FlowEdge; readonly ends: EdgeEnds }[] => {
      const source = byId.get(edge.source);
      const target = byId.get(edge.target);
      if (!source || !target) return [];
      const { outputs } = nodeShape(catalog, source.node);
      const way = Math.max(
        0,
        outputs.findIndex(({ id }) => id === edge.sourceHandle),
      );
      const isTool = isToolEdge({ sourceHandle: edge.sourceHandle ?? "out" });
      return [{ edge, ends: { source, target, way, ways: outputs.length, isTool } }];
    });
  }, [boxes, edges, catalog]);

  return useCallback((): { readonly cards: readonly FarCard[]; readonly edges: readonly FarEdge[] } => {
    const runOf = (id: string) => overlay?.getNode(id) ?? IDLE_NODE_RUN;
    const { selectedNodes, marks } = view.getState();
    const { off } = nodeMarks(document?.getState().graph ?? drawing);
    const broken = compile?.getState().byEdge;
    const cards = boxes.map((box): FarCard => {
      const { title, definition } = nodeShape(catalog, box.node);
      const { state } = runOf(box.id);
      const isSkipped = state === "skipped" || state === "cancelled";
      return {
        box,
        isMounted: mounted.has(box.id),
        title,
        tile: categoryColour(definition?.category),
        state: stateColour(state),
        isFaint: off.has(box.id) || isSkipped,
        hasError: state === "idle" && (compile?.getNode(box.id).some(({ severity }) => severity === "error") ?? false),
        outline: selectedNodes.has(box.id) || marks.has(box.id) ? "brass-line" : null,
      };
    });
    const drawn = ends.map(({ edge, ends: between }): FarEdge => {
      const [source, target] = [runOf(edge.source), runOf(edge.target)];
      const run = between.isTool ? toolEdgeRun(target) : edgeRun(source, target, edge.sourceHandle ?? "out");
      const colour = edge.selected ? "brass-line" : broken?.has(edge.id) ? "failed" : EDGE_COLOUR[run];
      return { ends: between, colour };
    });
    return { cards, edges: drawn };
  }, [boxes, ends, mounted, catalog, overlay, compile, document, drawing, view]);
}
