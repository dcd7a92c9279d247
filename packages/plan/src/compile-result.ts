import type { ExprType, Scope } from "@orrery/expr";
import type { Capabilities } from "@orrery/node-kit";
import type { Bounds, Diagnostic, Plan } from "./plan.ts";

/** What a compilation knows. `plan` is null exactly where a diagnostic of severity `error` exists. */
export interface CompileResult {
  readonly plan: Plan | null;
  /** The plan's hash; also present in `plan`. Null without a plan. */
  readonly hash: string | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly bounds: Bounds | null;
  readonly capabilities: Capabilities | null;
  /** For the editor: what is in scope of each node's expressions, and of the fields evaluated in an iteration. */
  readonly scopes: ReadonlyMap<string, { readonly node: Scope; readonly iteration: Scope | null }>;
  /** The inferred type of each node's output. */
  readonly outputs: ReadonlyMap<string, ExprType>;
}
