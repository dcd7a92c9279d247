/**
 * Which part of a draft is to be run: what leads to a node (`to`), a node alone with what the steps before it gave
 * (`alone`), or all that did not succeed in the run shown (`failed`).
 */
export type PartialWish = { readonly way: "to" | "alone"; readonly nodeId: string } | { readonly way: "failed" };
