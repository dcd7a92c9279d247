import type { Graph, GraphNode } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { canonicalJson } from "@orrery/plan";

/** One thing that is not as it was. */
export interface GraphChange {
  readonly kind: "added" | "removed" | "changed";
  /** The node it is about, where the drawing `after` has it; null where it is gone, or of no one node. */
  readonly nodeId: string | null;
  /** In a sentence without its end. */
  readonly words: string;
}

/** What has been done to a drawing, in words: `before` is what it was, `after` what it has become. */
export function graphChanges(before: Graph, after: Graph, catalog: Catalog): readonly GraphChange[] {
  const was = new Map(before.nodes.map((node) => [node.id, node]));
  const is = new Map(after.nodes.map((node) => [node.id, node]));
  const title = (node: GraphNode) => `“${node.label ?? catalog.get(node.type)?.title ?? node.id}”`;
  const changes: GraphChange[] = [];
  const say = (kind: GraphChange["kind"], nodeId: string | null, words: string) =>
    changes.push({ kind, nodeId, words });

  if (before.name !== after.name) say("changed", null, `The workflow was called “${before.name}”`);
  if (before.description !== after.description) say("changed", null, "Its description is another");
  if (differ(before.settings, after.settings)) say("changed", null, "Its limits and settings are others");
  for (const node of before.nodes) if (!is.has(node.id)) say("removed", null, `${title(node)} was deleted`);
  let moved = 0;
  for (const node of after.nodes) {
    const old = was.get(node.id);
    if (old === undefined) {
      say("added", node.id, `${title(node)} was added`);
      continue;
    }
    for (const words of nodeChanges(old, node, catalog)) say("changed", node.id, `${title(node)}: ${words}`);
    if (differ(old.position, node.position) || differ(old.size, node.size)) moved += 1;
  }
  for (const change of edgeChanges(before, after, { was, is, title })) changes.push(change);
  if (moved > 0) say("changed", null, moved === 1 ? "One node was moved" : `${moved} nodes were moved`);
  return changes;
}

function nodeChanges(old: GraphNode, node: GraphNode, catalog: Catalog): string[] {
  const words: string[] = [];
  if (old.type !== node.type) words.push(`it is of another type: ${catalog.get(node.type)?.title ?? node.type}`);
  if (old.label !== node.label) words.push(`it was called “${old.label ?? catalog.get(old.type)?.title ?? old.id}”`);
  const fields = changedFields(old, node, catalog);
  if (fields.length > 0) words.push(`${fields.join(", ")} changed`);
  if (differ(old.policy, node.policy)) words.push("what happens when it fails changed");
  if (differ(old.join, node.join)) words.push("what it waits for changed");
  if ((old.disabled ?? false) !== (node.disabled ?? false))
    words.push(node.disabled ? "it was switched off" : "it was switched on");
  if (old.parentId !== node.parentId) words.push("it stands in another place of the workflow");
  return words;
}

/** The labels of the fields whose values differ, in the type's order. */
function changedFields(old: GraphNode, node: GraphNode, catalog: Catalog): string[] {
  if (old.type !== node.type) return [];
  const names = new Set([...Object.keys(old.config), ...Object.keys(node.config)]);
  const specs = catalog.get(node.type)?.fields ?? [];
  return [...names]
    .filter((name) => differ(old.config[name], node.config[name]))
    .map((name) => specs.find((spec) => spec.path === name || spec.path.startsWith(`${name}.`))?.label ?? name);
}

interface Names {
  readonly was: ReadonlyMap<string, GraphNode>;
  readonly is: ReadonlyMap<string, GraphNode>;
  readonly title: (node: GraphNode) => string;
}

/** Only edges between nodes that are in both: the others came or went with a node. */
function edgeChanges(before: Graph, after: Graph, { was, is, title }: Names): readonly GraphChange[] {
  const changes: GraphChange[] = [];
  const place = (edge: Graph["edges"][number]) =>
    canonicalJson([edge.source, edge.sourceHandle, edge.target, edge.targetHandle]);
  const compare = (from: Graph, to: Graph, kind: "added" | "removed", verb: string) => {
    const known = new Set(to.edges.map(place));
    for (const edge of from.edges) {
      if (known.has(place(edge)) || !was.has(edge.source) || !was.has(edge.target)) continue;
      const [source, target] = [is.get(edge.source), is.get(edge.target)];
      if (source && target)
        changes.push({ kind, nodeId: target.id, words: `${title(source)} ${verb} ${title(target)}` });
    }
  };
  compare(before, after, "removed", "no longer leads to");
  compare(after, before, "added", "now leads to");
  return changes;
}

function differ(one: unknown, other: unknown): boolean {
  if (one === other) return false;
  if (one === undefined || other === undefined) return true;
  return canonicalJson(one) !== canonicalJson(other);
}
