import type { JsonObject } from "@orrery/plan";
import type { RunEvent } from "./events.ts";

/** A piece of text a step gives while it works. Never part of the log. */
export interface StepDelta {
  readonly stepKey: string;
  readonly attempt: number;
  /** Where `text` begins in the whole streamed text, UTF-16 code units. */
  readonly offset: number;
  readonly text: string;
}

/** The first words of a value, sent only to one who may see it. `preview` is at most 1 KB. */
export interface ValuePreview {
  readonly valueId: string;
  readonly kind: string;
  readonly bytes: number;
  readonly preview: string;
}

/** What a watcher of a run receives: a snapshot (`stateToJson`) to begin with, then every later event in order, none twice. */
export type WatchItem =
  | { readonly kind: "snapshot"; readonly seq: number; readonly state: JsonObject }
  | { readonly kind: "events"; readonly events: readonly RunEvent[] }
  | { readonly kind: "previews"; readonly previews: readonly ValuePreview[] }
  | { readonly kind: "delta"; readonly delta: StepDelta };
