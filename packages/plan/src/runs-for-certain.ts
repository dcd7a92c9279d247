import type { Plan } from "./plan.ts";

/**
 * The nodes on the open canvas that have given a value in every run which began at `entry` and succeeded. Sound, linear and
 * simple: a node is one of them where it waits for all that lead to it, all of those are, and none of them chooses its way,
 * goes on after it failed, or is switched off. What comes together again after a choice is left out.
 */
export function runsForCertain({ nodes, edges }: Plan, entry: string | null): ReadonlySet<string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const after = Map.groupBy(edges, ({ source }) => source);
  const open = new Map<string, number>();
  for (const { target } of edges) open.set(target, (open.get(target) ?? 0) + 1);
  const isPlain = (id: string): boolean => {
    const node = byId.get(id);
    if (node === undefined || node.parentId !== null || node.disabled === true) return false;
    return node.policy.onError === "fail" && node.join === "all";
  };
  const certain = new Set<string>();
  if (entry !== null && isPlain(entry)) certain.add(entry);
  // What is added meanwhile is gone through, too.
  for (const id of certain) {
    if (byId.get(id)?.handles.length !== 1) continue;
    for (const { target } of after.get(id) ?? []) {
      const left = (open.get(target) ?? 0) - 1;
      open.set(target, left);
      if (left === 0 && isPlain(target)) certain.add(target);
    }
  }
  return certain;
}
