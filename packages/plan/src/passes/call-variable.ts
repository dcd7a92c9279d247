import { anyType, type ScopeVariable, typeFromJsonSchema, typesEqual } from "@orrery/expr";
import { boundedType } from "../bounded-type.ts";
import type { Structure } from "./structure.ts";
import { readTools } from "./tool-entries.ts";

/** The name by which a tool reads what it is called with. No node can have it. */
export const CALL = "call";

/**
 * What `call` means in a node: `call.args` is what its caller says of the parameters. Undefined where the node is no tool.
 * `before` is what it meant the last time, and stays the same object while it means the same.
 */
export function callVariable(
  nodeId: string,
  { toolbox, nodes }: Structure,
  before: ScopeVariable | undefined,
): ScopeVariable | undefined {
  const caller = toolbox.callerOf.get(nodeId);
  if (caller === undefined) return undefined;
  const config = nodes.get(caller)?.config;
  const tool = config ? readTools(config)[nodeId] : undefined;
  const args = tool === undefined ? anyType : boundedType(typeFromJsonSchema(tool.parameters));
  const known = before?.output?.kind === "object" ? before.output.properties.args?.type : undefined;
  if (before !== undefined && known !== undefined && typesEqual(known, args)) return before;
  return { output: { kind: "object", properties: { args: { type: args, optional: false } }, open: false } };
}
