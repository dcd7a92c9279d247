import type { Json, JsonObject } from "@orrery/graph";
import type { FormField } from "../run-panel/form-fields.ts";

/**
 * The arguments of a call as a form has changed them: what is no field of it stays, and a field that was emptied and is not
 * needed goes. Null where nothing is other than before.
 * @param edited by field, undefined where it was emptied.
 */
export function changedArgs(
  args: JsonObject,
  fields: readonly FormField[],
  edited: Readonly<Record<string, Json | undefined>>,
): JsonObject | null {
  const next = new Map<string, Json>(Object.entries(args));
  for (const field of fields) {
    if (!Object.hasOwn(edited, field.name)) continue;
    const value = edited[field.name];
    const isGone = value === undefined || (value === "" && !field.required);
    if (isGone) next.delete(field.name);
    else next.set(field.name, value);
  }
  const changed: JsonObject = Object.fromEntries(next);
  return isSame(changed, args) ? null : changed;
}

/** Whether two values say the same, in whatever order their members stand. */
export function isSame(one: Json, other: Json): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [Object.entries(one), new Map<string, Json>(Object.entries(other))];
  if (left.length !== right.size) return false;
  return left.every(([name, value]) => {
    const counterpart = right.get(name);
    return counterpart !== undefined && isSame(value, counterpart);
  });
}
