import { describeType } from "./describe-type.ts";
import type { ExprType } from "./expr-type.ts";
import { alternativesOf } from "./union-of.ts";

/** Whether every value of type `from` may be used where `to` is wanted; `any` fits both ways and is checked at run time. */
export function isAssignable(from: ExprType, to: ExprType): boolean {
  return explainMismatch(from, to) === null;
}

/**
 * Why a value of type `from` does not fit `to`, as one sentence with the path inside the value, or null when it fits.
 * Further members are allowed; a member that `to` requires must be present for certain.
 */
export function explainMismatch(from: ExprType, to: ExprType): string | null {
  return explain(from, to, "");
}

function explain(from: ExprType, to: ExprType, path: string): string | null {
  if (from === to) return null;
  for (const given of alternativesOf(from)) {
    const reason = explainOne(given, to, path);
    if (reason !== null) return reason;
  }
  return null;
}

function explainOne(from: ExprType, to: ExprType, path: string): string | null {
  if (from.kind === "any" || to.kind === "any") return null;
  const wanted = alternativesOf(to);
  const [only] = wanted;
  if (wanted.length !== 1 || only === undefined) {
    const reasons = wanted.map((type) => explainOne(from, type, path));
    if (reasons.includes(null)) return null;
    const sameKind = wanted.findIndex((type) => type.kind === from.kind);
    return reasons[sameKind] ?? says(from, to, path);
  }
  if (from.kind === "list" && only.kind === "list") return explain(from.items, only.items, `${path}[…]`);
  if (from.kind === "object" && only.kind === "object") return explainMembers(from, only, path);
  if (from.kind === "string" && only.kind === "string") return explainTexts(from, only, path);
  return from.kind === only.kind ? null : says(from, only, path);
}

function explainMembers(
  from: ExprType & { readonly kind: "object" },
  to: ExprType & { readonly kind: "object" },
  path: string,
): string | null {
  for (const [name, wanted] of Object.entries(to.properties)) {
    const given = Object.hasOwn(from.properties, name) ? from.properties[name] : undefined;
    if (given === undefined) {
      if (from.open || wanted.optional) continue;
      return `${JSON.stringify(name)} is missing${placed(path)}.`;
    }
    if (given.optional && !wanted.optional) return `${JSON.stringify(name)} may be missing${placed(path)}.`;
    const reason = explain(given.type, wanted.type, path === "" ? name : `${path}.${name}`);
    if (reason !== null) return reason;
  }
  return null;
}

function explainTexts(
  from: ExprType & { readonly kind: "string" },
  to: ExprType & { readonly kind: "string" },
  path: string,
): string | null {
  const allowed = to.values;
  if (allowed === undefined) return null;
  const strange = from.values?.find((text) => !allowed.includes(text));
  if (from.values !== undefined && strange === undefined) return null;
  const given = strange === undefined ? "any text" : JSON.stringify(strange.slice(0, 80));
  return `${describeType(to)} is wanted${placed(path)}, and this may be ${given}.`;
}

function says(from: ExprType, to: ExprType, path: string): string {
  return `${describeType(to)} is wanted${placed(path)}, and this is ${describeType(from)}.`;
}

function placed(path: string): string {
  return path === "" ? "" : ` at ${path}`;
}
