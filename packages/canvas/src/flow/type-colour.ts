import type { ExprType } from "@orrery/expr";

/** The colour of a port, as a CSS variable of the theme; the words of the type say the same in the tooltip. */
export function typeColour(type: ExprType | undefined): string {
  switch (type?.kind) {
    case "string":
      return "var(--category-data)";
    case "number":
      return "var(--category-flow)";
    case "boolean":
      return "var(--category-human)";
    case "list":
      return "var(--running)";
    case "object":
      return "var(--category-network)";
    default:
      return "var(--category-start)";
  }
}
