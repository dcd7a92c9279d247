import type { PlanShape, RunEvent } from "@orrery/engine";

/** What a shared page is given: nothing else of the run leaves the server. */
export interface SharedRun {
  readonly v: 1;
  /** The workflow's name. */
  readonly title: string;
  /** The shape that fold needs: no config, no expressions. */
  readonly plan: PlanShape;
  readonly drawing: SharedDrawing;
  /** The log from its first event up to now, without gaps; envelopes only. */
  readonly events: readonly RunEvent[];
  /** By step key, only of nodes that are shared; what is not here is shown as not shared. */
  readonly values: Readonly<Record<string, SharedStepValues>>;
  /** Whether cost and tokens may be shown. Hidden: the events carry none either. */
  readonly usage: "shown" | "hidden";
  /**
   * Relative URL of the stream with later events (`StreamMessage`), which is asked with `?after=<seq>`, and with
   * `Last-Event-ID` on a reconnection; null: the run has ended, or this is an export.
   */
  readonly live: string | null;
}

export interface SharedStepValues {
  readonly input?: SharedValue;
  readonly output?: SharedValue;
  /** What its error said, of a step that failed. */
  readonly error?: SharedValue;
}

/** A value as text. `bytes` is its whole size; `cut`: `text` is only its beginning. */
export interface SharedValue {
  readonly text: string;
  readonly kind: "json" | "text";
  readonly bytes: number;
  readonly cut: boolean;
}

/** The graph as it was drawn; places and sizes in px of the canvas, all of them from one origin (a child's too). */
export interface SharedDrawing {
  readonly nodes: readonly SharedNode[];
  readonly edges: readonly SharedEdge[];
}

export interface SharedNode {
  readonly id: string;
  /** What people see: the label, or the id. */
  readonly name: string;
  readonly type: string;
  /** The name of the type in words, e.g. `HTTP request`. */
  readonly typeTitle: string;
  readonly category: SharedCategory;
  /** The icon of the type by its Lucide name; one that is not known, or none, is drawn as that of the category. */
  readonly icon?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The container that it lies in. */
  readonly parent?: string;
}

/** The categories of node types; another one is drawn grey. */
export type SharedCategory = "start-end" | "flow" | "ai" | "network" | "data" | "human" | "note";

export interface SharedEdge {
  readonly id: string;
  readonly from: string;
  readonly fromHandle: string;
  readonly to: string;
  readonly toHandle: string;
}

/**
 * What the stream at `live` sends, as the JSON of one SSE message. `events` follow on what was sent before, and the `id:`
 * of the message is the `seq` of the last, so that a reconnection names it in `Last-Event-ID`; `values` are what was added
 * to `SharedRun.values` meanwhile. `ended`: the run has ended and the stream closes. A message of the SSE event type
 * `gone`: the link was closed.
 */
export interface StreamMessage {
  readonly events: readonly RunEvent[];
  readonly values: SharedRun["values"];
  readonly ended?: true;
}
