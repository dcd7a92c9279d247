/** What is written `list.name(x, …)` and binds `x`. */
export const macroNames: ReadonlySet<string> = new Set(["map", "filter", "all", "exists", "exists_one"]);
