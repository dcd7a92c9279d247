import type { Json, JsonObject } from "./json.ts";

/** The drawn document, `orrery.graph/v1`: what people export, import and keep in git. Field names follow React Flow. */
export interface Graph {
  readonly schema: "orrery.graph/v1";
  readonly name: string;
  readonly description?: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly settings?: GraphSettings;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface GraphNode {
  /** The variable name in expressions. */
  readonly id: string;
  readonly type: string;
  readonly typeVersion?: number;
  readonly label?: string;
  readonly position: Point;
  readonly size?: { readonly width: number; readonly height: number };
  readonly parentId?: string;
  readonly config: JsonObject;
  readonly policy?: GraphPolicy;
  readonly join?: GraphJoin;
  readonly disabled?: boolean;
  readonly pinned?: GraphPin;
}

/** What a node gives instead of running, in runs that a person starts of the draft; never part of what a graph does. */
export interface GraphPin {
  /** At most `graphLimits.pinBytes` as JSON. */
  readonly output: Json;
  /** The way it takes; absent: `out`, or the node's first. */
  readonly handle?: string;
}

export interface GraphEdge {
  readonly id: string;
  readonly source: string;
  readonly sourceHandle: string;
  readonly target: string;
  readonly targetHandle: string;
}

export interface GraphPolicy {
  readonly retry?: {
    readonly maxAttempts?: number;
    readonly initialMs?: number;
    readonly factor?: number;
    readonly maxMs?: number;
    readonly jitter?: boolean;
  };
  readonly timeoutMs?: number;
  readonly onError?: "fail" | "branch" | "continue";
  readonly onUncertain?: "fail" | "ask" | "retry";
  readonly cache?: { readonly ttlMs: number };
  readonly undo?: string;
  readonly runsOn?: readonly string[];
}

export type GraphJoin =
  | "all"
  | "any"
  | { readonly quorum: number; readonly deadlineMs?: number; readonly cancelRest?: boolean };

export interface GraphSettings {
  readonly budget?: {
    readonly maxSteps?: number;
    readonly maxWallMs?: number;
    readonly maxUsd?: number;
    readonly maxTokens?: number;
    readonly maxModelCalls?: number;
  };
  readonly concurrency?: { readonly key: string; readonly limit: number };
  readonly priority?: number;
  readonly onBudget?: "fail" | "pause";
}

/** A place inside a JSON value, from its root. */
export type JsonPath = readonly (string | number)[];

/**
 * One edit of a document: the unit of undo, autosave, history, diff and of working together.
 * `batch` is one named step of undo made of several edits, applied all or none.
 */
export type EditOp =
  /** `before` names the node it stands before in the document's order; without one, or when that is gone, it is last. */
  | { readonly op: "node.add"; readonly node: GraphNode; readonly before?: string }
  /** Takes its edges, and what is inside it, with it. */
  | { readonly op: "node.remove"; readonly id: string }
  | { readonly op: "node.move"; readonly moves: readonly { readonly id: string; readonly position: Point }[] }
  | {
      readonly op: "node.resize";
      readonly id: string;
      readonly size: { readonly width: number; readonly height: number } | null;
    }
  /** Changes the id, its edges, `parentId`s and every expression that names it. */
  | { readonly op: "node.rename"; readonly from: string; readonly to: string }
  | { readonly op: "node.label"; readonly id: string; readonly label: string | null }
  | { readonly op: "node.parent"; readonly id: string; readonly parentId: string | null; readonly position: Point }
  | { readonly op: "node.disable"; readonly id: string; readonly disabled: boolean }
  | { readonly op: "node.pin"; readonly id: string; readonly pinned: GraphPin | null }
  /** `value` absent removes the member. `was` is the hash of the old text, so that a stale overwrite is a shown conflict. */
  | {
      readonly op: "config.set";
      readonly id: string;
      readonly path: JsonPath;
      readonly value?: Json;
      readonly was?: string;
    }
  | { readonly op: "policy.set"; readonly id: string; readonly policy: GraphPolicy | null }
  | { readonly op: "join.set"; readonly id: string; readonly join: GraphJoin | null }
  | { readonly op: "edge.add"; readonly edge: GraphEdge; readonly before?: string }
  | { readonly op: "edge.remove"; readonly id: string }
  | { readonly op: "graph.name"; readonly name: string }
  | { readonly op: "graph.description"; readonly description: string | null }
  | { readonly op: "settings.set"; readonly settings: GraphSettings | null }
  | { readonly op: "batch"; readonly name: string; readonly ops: readonly EditOp[] };

/** One edit on its way to the draft log; the server numbers it. Resending is harmless. */
export interface EditCommand {
  readonly opVersion: 1;
  readonly commandId: string;
  readonly clientId: string;
  readonly clientSeq: number;
  readonly baseSeq: number;
  readonly op: EditOp;
}

export type EditRefusal =
  | "NODE_EXISTS"
  | "NODE_MISSING"
  | "EDGE_EXISTS"
  | "EDGE_MISSING"
  | "PATH_MISSING"
  | "CONFLICT"
  | "INVALID"
  | "LIMIT";

/** The outcome of `applyEdit(graph, op)`: the new document and the op that takes it back, or why not. */
export type EditResult =
  | { readonly ok: true; readonly graph: Graph; readonly inverse: EditOp }
  | { readonly ok: false; readonly refusal: EditRefusal; readonly message: string };
