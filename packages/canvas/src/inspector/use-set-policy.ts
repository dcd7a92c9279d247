"use client";
import type { GraphNode, GraphPolicy } from "@orrery/graph";
import { useEditor } from "../editor/editor-context.ts";
import { nodeShape } from "../flow/node-shape.ts";

/** Members of a policy to set; null removes one, which is its default. */
export type PolicyChange = { readonly [name in keyof GraphPolicy]?: GraphPolicy[name] | null };

/** Changes the policy of a node as one edit. */
export function useSetPolicy(node: GraphNode): (change: PolicyChange) => void {
  const { catalog, document, view } = useEditor();
  return (change) => {
    if (!document) return;
    // What was typed is kept at a pause: by then another field may have changed the document.
    const present = document.getState().graph.nodes.find((one) => one.id === node.id) ?? node;
    const policy = changedPolicy(present.policy ?? {}, change);
    const name = `How ${nodeShape(catalog, node).title} fails`;
    const result = document.edit({ op: "policy.set", id: node.id, policy }, name);
    if (!result.ok) view.setState({ notice: result.message });
  };
}

/** The policy with a change; null where nothing but defaults is left. */
export function changedPolicy(policy: GraphPolicy, change: PolicyChange): GraphPolicy | null {
  const members = Object.entries({ ...policy, ...change }).filter(([, value]) => value != null && !isEmpty(value));
  return members.length === 0 ? null : Object.fromEntries(members);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
