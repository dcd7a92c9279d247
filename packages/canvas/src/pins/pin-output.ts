import { type GraphPin, graphLimits } from "@orrery/graph";
import { formatBytes } from "@orrery/ui";
import { outputBytes } from "../data/output-bytes.ts";
import type { EditorServices } from "../editor/editor-context.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { whyNoPin } from "./why-no-pin.ts";

/**
 * Pins what a node gave in the run shown, as one step of undo; where it has not run, opens the editor of pins. Says on the
 * canvas why it cannot be.
 * @param wanted the step of the node that is looked at; null: the one that its card shows.
 */
export async function pinOutput(services: EditorServices, nodeId: string, wanted: string | null = null): Promise<void> {
  const { document, overlay, catalog, host, view } = services;
  const graph = document?.getState().graph;
  const node = graph?.nodes.find((one) => one.id === nodeId);
  if (!document || !graph || !node) return;
  const say = (notice: string): void => view.setState({ notice });
  const why = whyNoPin(graph, node, catalog);
  if (why !== null) return say(`${nodeShape(catalog, node).title} cannot be pinned. ${why}`);
  const stepKey = wanted ?? overlay?.getNode(nodeId).stepKey ?? null;
  const step = stepKey === null ? undefined : overlay?.runState().steps.get(stepKey);
  if (step?.output == null) return view.setState({ pinning: nodeId });
  const bytes = overlay === null ? 0 : outputBytes(overlay.runState(), step.scopeKey, step.nodeId);
  if (bytes > graphLimits.pinBytes) {
    return say(
      `This output is ${formatBytes(bytes)}, and a pin holds at most 256 KB. Edit the pin to hold a part of it.`,
    );
  }
  const read = await host.readValue(step.output.id).catch(() => null);
  if (read?.kind !== "value") return say("What it gave is no longer kept, so it cannot be pinned.");
  const handle = step.handle === null || step.handle === "out" ? {} : { handle: step.handle };
  setPin(services, nodeId, { output: read.value, ...handle });
}

/** Pins, changes or unpins a node's output. */
export function setPin({ document, view }: EditorServices, nodeId: string, pinned: GraphPin | null): boolean {
  const result = document?.edit({ op: "node.pin", id: nodeId, pinned });
  if (result === undefined || result.ok) return result !== undefined;
  view.setState({ notice: result.message });
  return false;
}

/** Unpins what is pinned of these nodes; where none is, pins what each gave. */
export function togglePins(services: EditorServices, nodeIds: Iterable<string>): void {
  const wanted = new Set(nodeIds);
  const nodes = services.document?.getState().graph.nodes.filter(({ id }) => wanted.has(id)) ?? [];
  const pinned = nodes.filter((node) => node.pinned !== undefined);
  if (pinned.length === 0) {
    for (const { id } of nodes) void pinOutput(services, id);
    return;
  }
  const ops = pinned.map(({ id }) => ({ op: "node.pin", id, pinned: null }) as const);
  const [only] = ops;
  if (only !== undefined)
    services.document?.edit(ops.length === 1 ? only : { op: "batch", name: `Unpin ${ops.length} nodes`, ops });
}
