import type { EditOp, Graph } from "@orrery/graph";
import { type Measured, tidyLayout } from "../flow/tidy-layout.ts";

/** What is to be laid out; plain data, since it goes to a worker. */
export interface TidyOrder {
  readonly graph: Graph;
  /** As large as they are drawn, px. */
  readonly sizes: ReadonlyMap<string, Measured>;
  /** Containers that are shown open: what they hold is laid out too. */
  readonly rooms: ReadonlySet<string>;
  /** What stays where it is. */
  readonly loose: ReadonlySet<string>;
  /** What lies in a frame, by the frame's id: the frame is drawn around it again. */
  readonly frames: ReadonlyMap<string, readonly string[]>;
  /** Only these, among what stands around them; null for everything. */
  readonly only: ReadonlySet<string> | null;
}

/** Null where nothing moves. */
export type TidyAnswer = EditOp | null;

addEventListener("message", ({ data }: MessageEvent<TidyOrder>) => {
  postMessage(tidyLayout(data));
});
