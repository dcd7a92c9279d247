import { createRunOverlay, type RunOverlay } from "@orrery/canvas";
import type { ValuePreview } from "@orrery/engine";
import type { Graph, Json } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile } from "@orrery/plan";
import type { TemplateExample } from "../templates/template-example.ts";

const longestPreview = 1024;

/** The states of a recorded run over the drawing of its template. Throws where the drawing does not compile. */
export function createExampleOverlay(graph: Graph, { events, values }: TemplateExample): RunOverlay {
  const { plan } = compile(graph, { catalog });
  if (plan === null) throw new Error("This template does not compile, so that its example run cannot be shown.");
  const overlay = createRunOverlay({ plan, graph });
  overlay.apply({ kind: "events", events });
  overlay.apply({ kind: "previews", previews: [...values].map(previewOf) });
  return overlay;
}

function previewOf([valueId, value]: readonly [string, Json]): ValuePreview {
  const json = JSON.stringify(value);
  return { valueId, kind: "json", bytes: json.length, preview: json.slice(0, longestPreview) };
}
