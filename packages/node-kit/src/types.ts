import type { ExprType } from "@orrery/expr";

/** The types that definitions are made of, in the shortest words. All objects made here are closed for reading. */
export const text: ExprType = { kind: "string" };
export const number: ExprType = { kind: "number" };
export const boolean: ExprType = { kind: "boolean" };
export const absent: ExprType = { kind: "absent" };
export const nothing: ExprType = { kind: "null" };
export const anything: ExprType = { kind: "any" };

export function choice(...values: readonly string[]): ExprType {
  return { kind: "string", values };
}

export function list(items: ExprType): ExprType {
  return { kind: "list", items };
}

/** `optional` names members that may be absent. */
export function object(members: { readonly [name: string]: ExprType }, optional: readonly string[] = []): ExprType {
  const properties = Object.fromEntries(
    Object.entries(members).map(([name, type]) => [name, { type, optional: optional.includes(name) }]),
  );
  return { kind: "object", properties, open: false };
}

/** An object whose members are not known. */
export const openObject: ExprType = { kind: "object", properties: {}, open: true };

/** What `<node>.error` holds, and each entry of a container's `failed`. */
export const stepError: ExprType = object(
  { code: text, message: text, class: choice("transient", "permanent", "limit"), details: openObject },
  ["details"],
);
