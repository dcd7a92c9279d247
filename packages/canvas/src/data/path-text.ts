import type { JsonPath } from "@orrery/graph";

/** A place in what a node gave as an expression reads it: `fetch.body.items[0]["odd name"]`. */
export function pathText(nodeId: string, path: JsonPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `${text}.${key}` : `${text}[${JSON.stringify(key)}]`;
  }, nodeId);
}
