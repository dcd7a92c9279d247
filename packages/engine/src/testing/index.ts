export type { NodeSpec } from "./plan-of.ts";
export { planOf } from "./plan-of.ts";
export type { Script } from "./reference-shell.ts";
export { anyValue, ReferenceShell } from "./reference-shell.ts";
