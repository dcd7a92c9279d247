import type { ExprType } from "./expr-type.ts";

const shownMembers = 6;
const shownTexts = 4;
const shownDepth = 2;

/**
 * A type in a few words for ports, hints and messages: `text`, `number`, `list of {title, body}`, `"low" or "high"`.
 * Optional members carry a question mark.
 */
export function describeType(type: ExprType): string {
  return describe(type, shownDepth);
}

function describe(type: ExprType, depth: number): string {
  switch (type.kind) {
    case "any":
      return "anything";
    case "absent":
      return "absent";
    case "null":
      return "nothing";
    case "boolean":
      return "true or false";
    case "number":
      return "number";
    case "timestamp":
      return "time";
    case "duration":
      return "duration";
    case "bytes":
      return "bytes";
    case "type":
      return "type";
    case "string":
      return describeTexts(type.values);
    case "list":
      return describeList(type.items, depth);
    case "object":
      return describeObject(type, depth);
    case "union": {
      if (type.of.length === 0) return "no value";
      return [...new Set(type.of.map((member) => describe(member, depth)))].join(" or ");
    }
  }
}

function describeTexts(values: readonly string[] | undefined): string {
  if (values === undefined || values.length === 0) return "text";
  if (values.length > shownTexts || values.some((text) => text.length > 40)) {
    return values.length === 1 ? "text" : `one of ${values.length} texts`;
  }
  return values.map((text) => JSON.stringify(text)).join(" or ");
}

function describeList(items: ExprType, depth: number): string {
  if (items.kind === "any") return "list";
  if (items.kind === "union" && items.of.length === 0) return "empty list";
  const words = describe(items, depth - 1);
  return items.kind === "union" ? `list of (${words})` : `list of ${words}`;
}

function describeObject(type: ExprType & { readonly kind: "object" }, depth: number): string {
  const names = Object.keys(type.properties);
  if (names.length === 0) return type.open ? "object" : "empty object";
  if (depth <= 0) return "object";
  const shown = names.slice(0, shownMembers).map((name) => {
    return type.properties[name]?.optional === true ? `${name}?` : name;
  });
  return `{${[...shown, ...(names.length > shownMembers || type.open ? ["…"] : [])].join(", ")}}`;
}
