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
  readonly budget: PlanBudget;
  /** A run that reaches one of its limits pauses; absent: it fails. */
  readonly onBudget?: "pause";
  /** Runs whose key (a template over what the entry gives) is equal share `limit` places; absent: there is no such limit. */
  readonly concurrency?: { readonly key: string; readonly limit: number };
  /** Among the queued runs of a workspace, higher first; absent: 0. */
  readonly priority?: number;
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
  /**
   * `undo`: it has no edges; its steps run only when the run fails, for a step that names it in `policy.undo`. `tool`: it has
   * no edges; it runs only as a sub-step of the node that has it among its `tools`, with `call.args` in scope.
   */
  readonly role: "entry" | "step" | "output" | "undo" | "tool";
  /** Defaults filled in; expressions as text. */
  readonly config: JsonObject;
  readonly effect: Effect;
  /** The nodes that its expressions name, sorted; of a container without its own children. Follows from the rest. */
  readonly reads: readonly string[];
  /** The steps whose addresses its expressions read (`run.signals.<id>`), sorted; absent: none. Follows from the rest. */
  readonly signals?: readonly string[];
  /** Its output `{ status, headers, body }` answers the caller of the webhook, as soon as it is durable. Follows from the type. */
  readonly answersCaller?: true;
  readonly policy: PlanPolicy;
  readonly join: PlanJoin;
  /** Every source handle, `error` included where the policy branches. */
  readonly handles: readonly string[];
  readonly container: PlanContainer | null;
  /** By node id, what this node may call; those that are switched off are not among them. Absent: nothing. */
  readonly tools?: { readonly [nodeId: string]: PlanTool };
  /** What it does are sub-steps of its own, and it may be run from its beginning any number of times. */
  readonly subSteps?: true;
  /** Switched off: it does no work and gives nothing. When its join is met it counts as ended, and `out` fires. */
  readonly disabled?: true;
}

/** A node of the plan as a model sees it. Part of its caller's config, so plain JSON. */
export type PlanTool = {
  /** `[a-zA-Z0-9_-]{1,64}`, unique among the tools of a node. */
  readonly name: string;
  readonly description: string;
  /** The JSON Schema of an object: what `call.args` is inside the node. */
  readonly parameters: JsonSchema;
  /** `ask`: each call waits for a person first. `deny`: it is shown to the model and refused. */
  readonly permission: "allow" | "ask" | "deny";
};

/**
 * When a node with several edges may start: when all that are not dead have fired, when one has, or when `quorum` have.
 * `deadlineMs` counts from the start of the node's scope; `cancelRest` ends what then leads only here.
 */
export type PlanJoin =
  | "all"
  | "any"
  | { readonly quorum: number; readonly deadlineMs: number | null; readonly cancelRest: boolean };

/** `items`, `collect`, `initial`, `next` and `until` are templates: JSON with expressions in its texts. */
export type PlanContainer =
  | {
      /** One iteration for each of `items`; `collect` is evaluated in each iteration's scope. */
      readonly kind: "each";
      readonly items: Json;
      readonly collect: Json;
      readonly concurrency: number;
      readonly onItemError: "fail" | "skip" | "null";
    }
  | {
      /** One iteration after the other, from the state `initial`; at the end of each `next` gives the new state. */
      readonly kind: "loop";
      readonly initial: Json;
      readonly next: Json;
      readonly until: Json;
      readonly maxIterations: number;
    };

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
  readonly onUncertain: "fail" | "retry" | "ask";
  /** Absent: nothing is kept. */
  readonly cache?: { readonly ttlMs: number };
  /** The node that undoes it; absent: none. */
  readonly undo?: string;
  /** Labels that an executor must have to carry it out, sorted; absent: any executor may. */
  readonly runsOn?: readonly string[];
}

/** Limits of a run; what is absent has none. */
export interface PlanBudget {
  readonly maxSteps: number;
  readonly maxWallMs: number;
  readonly maxUsd?: number;
  readonly maxTokens?: number;
  readonly maxModelCalls?: number;
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
