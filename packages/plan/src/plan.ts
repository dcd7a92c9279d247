import type { Json, JsonObject, JsonSchema } from "@orrery/graph";
import type { Capabilities, Effect } from "@orrery/node-kit";

/** What the compiler makes of a graph: immutable, hashed, and all the engine ever sees. */
export interface Plan {
  readonly schema: "orrery.plan/v1";
  /** SHA-256 (hex) of canonical JSON over what decides behaviour; layout, labels, notes and order change nothing. */
  readonly hash: string;
  readonly name: string;
  /** In topological order within each container, containers before their children. */
  readonly nodes: readonly PlanNode[];
  readonly edges: readonly PlanEdge[];
  /** What a run takes; `{}`-only where there is no entry with a schema. */
  readonly inputSchema: JsonSchema;
  readonly budget: { readonly maxSteps: number; readonly maxWallMs: number };
  readonly capabilities: Capabilities;
  readonly bounds: Bounds;
  /** True when the output is the value of the only output node that can run; otherwise an object by node id. */
  readonly singleOutput: boolean;
}

export interface PlanNode {
  readonly id: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly nodeHash: string;
  readonly parentId: string | null;
  readonly role: "entry" | "step" | "output";
  /** Defaults filled in; expressions as text. */
  readonly config: JsonObject;
  readonly effect: Effect;
  readonly policy: PlanPolicy;
  readonly join: "all";
  /** Every source handle, `error` included where the policy branches. */
  readonly handles: readonly string[];
  /** `collect` is a template (JSON with expressions), evaluated in each iteration's scope. */
  readonly container: {
    readonly kind: "each";
    readonly items: Json;
    readonly collect: Json;
    readonly concurrency: number;
    readonly onItemError: "fail" | "skip" | "null";
  } | null;
}

export interface PlanEdge {
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
}

export interface PlanPolicy {
  readonly retry: {
    readonly maxAttempts: number;
    readonly initialMs: number;
    readonly factor: number;
    readonly maxMs: number;
    readonly jitter: boolean;
  };
  readonly timeoutMs: number | null;
  readonly onError: "fail" | "branch" | "continue";
  readonly onUncertain: "fail" | "retry";
}

/** Worst case of a run; `max: null` names in `unboundedBy` the nodes that make it so. */
export interface Bound {
  readonly max: number | null;
  readonly unboundedBy: readonly string[];
  /** For a container over a list of unknown length: the cost of one item, by container id. */
  readonly perItem: { readonly [nodeId: string]: number };
}

export interface Bounds {
  readonly steps: Bound;
  readonly modelCalls: Bound;
  readonly tokens: Bound;
  readonly usd: Bound;
  readonly wallMs: Bound;
}

export interface Diagnostic {
  /** Stable, `ORR_…`; each has a page in the docs. */
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly nodeId?: string;
  readonly edgeId?: string;
  /** Path in the node's config (or of the document) in dots: `cases.0.when`. */
  readonly field?: string;
  /** In the text of the field, UTF-16 code units. */
  readonly range?: { readonly start: number; readonly end: number };
  readonly fix?: DiagnosticFix;
}

/** One click mends it: an edit of text in the field, or an edit command of the document. */
export type DiagnosticFix =
  | {
      readonly kind: "replace";
      readonly title: string;
      readonly start: number;
      readonly end: number;
      readonly text: string;
    }
  | { readonly kind: "edit"; readonly title: string; readonly op: import("@orrery/graph").EditOp };
