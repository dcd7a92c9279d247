import type { ParsedNode } from "./parse.ts";

/** Every source handle of a node, `error` included where its policy branches. Null where the config is not valid. */
export function handlesOf({ outputs, policy }: ParsedNode): readonly string[] | null {
  if (outputs === null || outputs.length === 0) return outputs;
  return policy.onError === "branch" ? [...outputs, "error"] : outputs;
}
