import { describeType, type ExprType } from "@orrery/expr";
import type { FieldSpec, NodeDefinition } from "@orrery/node-kit";

/** What a type reads of the steps before it: its first field that expects a certain type; null where it takes anything. */
export function takenField(definition: NodeDefinition | null): (FieldSpec & { readonly expects: ExprType }) | null {
  for (const field of definition?.fields ?? []) {
    const { expects } = field;
    if (expects === undefined || expects.kind === "any" || field.lazy || field.inIteration || field.advanced) continue;
    return { ...field, expects };
  }
  return null;
}

/** "a list in Items"; of a type that reads whatever its fields name, "anything". */
export function takesWords(definition: NodeDefinition | null): string {
  const field = takenField(definition);
  return field === null ? "anything" : `${describeType(field.expects)} in “${field.label}”`;
}

/** "object { status, body }"; "anything" before it is known. */
export function givesWords(type: ExprType | undefined): string {
  return type === undefined ? "anything" : describeType(type);
}
