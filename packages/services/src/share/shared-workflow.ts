import type { Prisma } from "@orrery/db";
import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { SharedNeeds, SharedTemplate } from "@orrery/viewer/shared-template";
import { projectDrawing } from "./project-drawing.ts";

/** What a link to a workflow holds: its graph without what is somebody's own, and what it needs. */
export interface SharedWorkflow {
  readonly graph: Graph;
  readonly needs: SharedNeeds;
}

/** Only `makeTemplateLink` writes the column for this kind; so what comes back has that shape. */
export function storedWorkflow(json: Prisma.JsonValue): SharedWorkflow {
  return json as unknown as SharedWorkflow;
}

/** A workflow on a page of its own; `file` is where its graph file is given. */
export function projectTemplate(
  { graph, needs }: SharedWorkflow,
  catalog: Catalog,
  file: string | null,
): SharedTemplate {
  const drawing = projectDrawing(graph, catalog);
  const types = new Set(drawing.nodes.map(({ type }) => type));
  return {
    v: 1,
    kind: "template",
    title: graph.name,
    description: graph.description ?? "",
    drawing,
    does: Object.fromEntries([...types].map((type) => [type, catalog.get(type)?.description ?? ""])),
    needs,
    file,
  };
}
