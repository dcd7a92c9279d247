import { exprFunctions } from "./functions/find-function.ts";

export interface FunctionEntry {
  readonly name: string;
  readonly signature: string;
  readonly doc: string;
  readonly example: string;
  /** How it is written: `size(x)` or `x.size()`, only `x.getHours()`, only `list.map(x, …)`. */
  readonly form: "function" | "both" | "method" | "macro";
  /** Added by Orrery beside CEL's own: cannot be the id of a node. */
  readonly isOurs: boolean;
}

const macros: readonly FunctionEntry[] = [
  {
    name: "default",
    signature: "default(value, fallback) → one of both",
    doc: "The fallback where the value's node did not run, or something on the way to it is missing, or it is null.",
    example: 'default({"a": null}.a, 1)',
    form: "function",
    isOurs: true,
  },
  {
    name: "ran",
    signature: "ran(node) → true or false",
    doc: "Whether the node did its work in this run; ran(n) ? a : b may read n in a.",
    example: "ran(fetch)",
    form: "function",
    isOurs: true,
  },
  {
    name: "has",
    signature: "has(value.member) → true or false",
    doc: "Whether the member is there.",
    example: 'has({"a": 1}.a)',
    form: "function",
    isOurs: false,
  },
  {
    name: "map",
    signature: "list.map(x, value) or list.map(x, condition, value) → list",
    doc: "The value made from each item x.",
    example: "[1, 2].map(x, x * 2)",
    form: "macro",
    isOurs: false,
  },
  {
    name: "filter",
    signature: "list.filter(x, condition) → list",
    doc: "The items for which the condition holds.",
    example: "[1, 2].filter(x, x > 1)",
    form: "macro",
    isOurs: false,
  },
  {
    name: "all",
    signature: "list.all(x, condition) → true or false",
    doc: "Whether the condition holds for every item.",
    example: "[1, 2].all(x, x > 0)",
    form: "macro",
    isOurs: false,
  },
  {
    name: "exists",
    signature: "list.exists(x, condition) → true or false",
    doc: "Whether the condition holds for some item.",
    example: "[1, 2].exists(x, x > 1)",
    form: "macro",
    isOurs: false,
  },
  {
    name: "exists_one",
    signature: "list.exists_one(x, condition) → true or false",
    doc: "Whether the condition holds for exactly one item.",
    example: "[1, 2].exists_one(x, x > 1)",
    form: "macro",
    isOurs: false,
  },
];

/** Every function and macro of the language, by name. The editor's completion and the docs are made from it. */
export const functionCatalogue: readonly FunctionEntry[] = [
  ...macros,
  ...exprFunctions.map(({ name, signature, doc, example, isOurs, isMethodOnly, parameters }): FunctionEntry => {
    const form = isMethodOnly === true ? "method" : parameters.length === 0 ? "function" : "both";
    return { name, signature, doc, example, form, isOurs };
  }),
].sort((left, right) => (left.name < right.name ? -1 : 1));
