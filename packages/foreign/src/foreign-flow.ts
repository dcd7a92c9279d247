import type { JsonObject, Point } from "@orrery/graph";
import type { ForeignFormat } from "./foreign-report.ts";

/** A node of a file of another tool, in the shape that all of them are read into. */
export interface ForeignNode {
  /** What edges and expressions call it in the file. */
  readonly key: string;
  /** What people call it. */
  readonly name: string;
  readonly type: string;
  readonly position: Point;
  readonly size?: { readonly width: number; readonly height: number };
  /** The key of what it lies in. Its position is relative to that. */
  readonly parent?: string;
  /** Its parameters, as they stand in the file. */
  readonly settings: JsonObject;
  /** Names of what it signed in with, never the secrets. */
  readonly credentials: readonly string[];
  readonly isOff: boolean;
}

export interface ForeignEdge {
  readonly source: string;
  /** Which way out of the source, as the tool numbers or names it. */
  readonly exit: string;
  readonly target: string;
  /** Which way in, or the field that is fed. */
  readonly entry: string;
}

/** A file of another tool, before anything is translated. */
export interface ForeignFlow {
  readonly format: ForeignFormat;
  readonly name: string;
  readonly description: string;
  readonly nodes: readonly ForeignNode[];
  readonly edges: readonly ForeignEdge[];
  readonly notes: readonly string[];
  /** How far things stand apart there, compared to here. */
  readonly scale: Point;
}
