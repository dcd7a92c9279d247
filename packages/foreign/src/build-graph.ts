import {
  type Graph,
  type GraphDiagnostic,
  type GraphEdge,
  type GraphNode,
  graphLimits,
  newEdgeId,
  parseGraph,
  plainName,
  stripForTemplate,
} from "@orrery/graph";
import { breakCycles } from "./break-cycles.ts";
import type { ForeignEdge, ForeignFlow, ForeignNode } from "./foreign-flow.ts";
import { type ForeignReport, formatNames, type ReportedNode } from "./foreign-report.ts";
import { createMapContext } from "./map-context.ts";
import type { Built, Dialect } from "./mapping.ts";
import { nameIds } from "./name-ids.ts";
import { named } from "./named.ts";
import { makeRoom, placeOf } from "./place-nodes.ts";
import { exitHandle, placeholderOf } from "./placeholder-of.ts";
import { type Planned, Reading } from "./reading.ts";
import { resultsFor } from "./results-for.ts";
import { startAll } from "./start-all.ts";
import { wireTools } from "./wire-tools.ts";

export type BuildResult =
  | { readonly ok: true; readonly graph: Graph; readonly report: ForeignReport }
  | { readonly ok: false; readonly diagnostics: readonly GraphDiagnostic[] };

/** Makes our graph of what was read, and says of each node what became of it. Whatever it makes is a valid document or refused. */
export function buildGraph(flow: ForeignFlow, dialect: Dialect): BuildResult {
  const notes = [...flow.notes];
  const said = new Map<string, string[]>();
  const noteAt = (key: string) => (sentence: string) => {
    const known = said.get(key);
    if (known === undefined) said.set(key, [sentence]);
    else if (!known.includes(sentence) && known.length < 20) known.push(sentence);
  };
  const partOf = new Map<string, string>();
  for (const node of flow.nodes) {
    const whole = dialect.absorbedBy?.(node, flow) ?? null;
    if (whole !== null && whole !== node.key) partOf.set(node.key, whole);
  }
  const standing = flow.nodes.filter(({ key }) => !partOf.has(key));
  const planned = plan(standing, flow, dialect);
  const same = shareSingles(planned, noteAt);
  const keyOf = (key: string) => same.get(key) ?? key;

  const order = flow.edges
    .filter((edge) => dialect.isOrder?.(edge) !== false)
    .map((edge) => ({ ...edge, source: keyOf(edge.source), target: keyOf(edge.target) }))
    .filter((edge) => planned.has(edge.source) && planned.has(edge.target) && edge.source !== edge.target);
  const { edges, back } = breakCycles(standing, order);
  for (const edge of back) {
    const target = planned.get(edge.target)?.node.name ?? edge.target;
    noteAt(edge.source)(
      `The way back to ${named(target)} was left out: what repeats stands in a “Repeat” or a “For each” here.`,
    );
  }
  const reading = new Reading(planned, flow, order);

  const nodes: GraphNode[] = [];
  for (const item of planned.values()) {
    if (same.has(item.node.key)) continue;
    nodes.push(toNode(item, { flow, dialect, planned, reading, note: noteAt(item.node.key), edges }));
  }
  const drawn = drawEdges(edges, { planned, nodes, noteAt });
  const tools = wireTools(flow, { dialect, planned, nodes, noteAt });
  const wired = [...drawn, ...tools.edges];
  const started = dialect.startsAll ? startAll(tools.nodes, wired) : { nodes: [], edges: [] };
  const hasRoom = flow.nodes.length + 8 <= graphLimits.nodes;
  const results = dialect.addsResult && hasRoom ? resultsFor(nodes, wired, { planned, reading }) : [];
  for (const { after } of results)
    notes.push(`What ${named(after)} gives is the result of a run: an Output was added.`);

  const draft: Graph = {
    schema: "orrery.graph/v1",
    name: plainName(flow.name).slice(0, 200) || `From ${formatNames[flow.format]}`,
    ...(flow.description.trim() !== "" && { description: flow.description.trim().slice(0, 10_000) }),
    nodes: [...started.nodes, ...makeRoom(tools.nodes), ...results.map(({ node }) => node)],
    edges: [...wired, ...started.edges, ...results.map(({ edge }) => edge)],
  };
  const { graph, stripped } = withoutSecrets(draft);
  const keyOfId = new Map([...planned.values()].map(({ id, node }) => [id, node.key]));
  for (const { nodeId, field, why } of stripped) {
    const key = nodeId === null ? undefined : keyOfId.get(nodeId);
    if (key !== undefined)
      noteAt(key)(`Left out at ${field.replace(/^config\./, "")}: ${why}. Choose a credential here instead.`);
  }
  const parsed = parseGraph(graph);
  if (!parsed.ok) return parsed;
  return { ok: true, graph: parsed.graph, report: { format: flow.format, nodes: reportOf(), notes } };

  function reportOf(): readonly ReportedNode[] {
    const names = new Map(flow.nodes.map(({ key, name }) => [key, name]));
    return flow.nodes.map((node) => {
      const whole = partOf.get(node.key);
      const own = said.get(node.key) ?? [];
      const shown = { name: plainName(node.name).slice(0, 200), was: plainName(node.type).slice(0, 200) };
      if (whole !== undefined) {
        const name = names.get(whole) ?? "";
        return { ...shown, nodeId: null, fidelity: "changed", notes: [`It became part of ${named(name)}.`, ...own] };
      }
      const item = planned.get(keyOf(node.key));
      if (item === undefined || item.mapping === null) {
        const instead = dialect.whatInstead?.(node) ?? "It has no counterpart here: replace it or remove it.";
        const none = `${instead} A placeholder keeps its settings.`;
        return { ...shown, nodeId: item?.id ?? null, fidelity: "none", notes: [none, ...own] };
      }
      return { ...shown, nodeId: item.id, fidelity: own.length === 0 ? "exact" : "changed", notes: own };
    });
  }
}

function plan(nodes: readonly ForeignNode[], flow: ForeignFlow, dialect: Dialect): Map<string, Planned> {
  const mint = nameIds();
  return new Map(
    nodes.map((node) => {
      const mapping = dialect.mappingOf(node, flow);
      return [node.key, { node, mapping, id: mint(node.name, mapping?.type ?? "placeholder") }] as const;
    }),
  );
}

/** Of types that a workflow has one of, the later ones are the first. */
function shareSingles(
  planned: ReadonlyMap<string, Planned>,
  noteAt: (key: string) => (sentence: string) => void,
): ReadonlyMap<string, string> {
  const first = new Map<string, Planned>();
  const same = new Map<string, string>();
  for (const item of planned.values()) {
    if (item.mapping?.single !== true) continue;
    const known = first.get(item.mapping.type);
    if (known === undefined) first.set(item.mapping.type, item);
    else {
      same.set(item.node.key, known.node.key);
      noteAt(item.node.key)(`A workflow has one of these here: this and ${named(known.node.name)} are the same.`);
    }
  }
  return same;
}

interface Making {
  readonly flow: ForeignFlow;
  readonly dialect: Dialect;
  readonly planned: ReadonlyMap<string, Planned>;
  readonly reading: Reading;
  readonly note: (sentence: string) => void;
  readonly edges: readonly ForeignEdge[];
}

function toNode(item: Planned, making: Making): GraphNode {
  const { node, mapping, id } = item;
  const built: Built =
    mapping === null ? { config: placeholderOf(node, making) } : mapping.build(node, createMapContext(item, making));
  if (node.credentials.length > 0) {
    const names = node.credentials.map((name) => named(name)).join(", ");
    making.note(`It signed in with ${names}: choose a credential or a model here. Keys are never imported.`);
  }
  const label = plainName(node.name).slice(0, 200);
  const holder = node.parent === undefined ? undefined : making.planned.get(node.parent);
  const { position, size } = placeOf(node, making.flow);
  return {
    id,
    type: mapping?.type ?? "placeholder",
    ...(label !== "" && label !== id && { label }),
    position,
    ...(size !== undefined && (mapping?.type === "note" || mapping?.holds === true) && { size }),
    ...(holder?.mapping?.holds === true && { parentId: holder.id }),
    config: built.config,
    ...(built.policy !== undefined && { policy: built.policy }),
    ...(node.isOff && { disabled: true }),
  };
}

interface Drawing {
  readonly planned: ReadonlyMap<string, Planned>;
  readonly nodes: readonly GraphNode[];
  readonly noteAt: (key: string) => (sentence: string) => void;
}

/** Only lines within one container, out of handles that are there, each once. */
function drawEdges(edges: readonly ForeignEdge[], { planned, nodes, noteAt }: Drawing): readonly GraphEdge[] {
  const parentOf = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  const drawn = new Map<string, GraphEdge>();
  for (const { source, exit, target } of edges) {
    const from = planned.get(source);
    const to = planned.get(target);
    if (from === undefined || to === undefined || !parentOf.has(from.id) || !parentOf.has(to.id)) continue;
    if (from.mapping?.type === "note" || to.mapping?.type === "note") continue;
    const name = named(to.node.name);
    if (parentOf.get(from.id) !== parentOf.get(to.id)) {
      noteAt(source)(`The wire to ${name} went into or out of a container and was left out: wire the container.`);
      continue;
    }
    const sourceHandle =
      from.mapping === null
        ? exitHandle(exit)
        : (from.mapping.exits?.(exit, from.node) ?? (from.mapping.exits ? null : "out"));
    if (sourceHandle === null) {
      noteAt(source)(`The wire to ${name} left it at an exit that it does not have here, and was left out.`);
      continue;
    }
    const ends = { source: from.id, sourceHandle, target: to.id, targetHandle: "in" };
    const id = newEdgeId({ edges: [] }, ends);
    if (!drawn.has(id)) drawn.set(id, { id, ...ends });
  }
  return [...drawn.values()];
}

/** Whatever looks like a key goes, wherever it stands: by its own form, or by the name of its field. */
function withoutSecrets(graph: Graph) {
  return stripForTemplate(graph, { get: () => undefined });
}
