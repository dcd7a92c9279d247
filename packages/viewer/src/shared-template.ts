import type { SharedDrawing } from "./shared-run.ts";

/** What a page of a shared workflow is given. All of it stands in the file, too, which is offered to be imported. */
export interface SharedTemplate {
  readonly v: 1;
  readonly kind: "template";
  /** The workflow's name. */
  readonly title: string;
  /** Plain text; empty where its owner wrote nothing. */
  readonly description: string;
  readonly drawing: SharedDrawing;
  /** What each type of node that it has does, in a sentence, by type. */
  readonly does: Readonly<Record<string, string>>;
  readonly needs: SharedNeeds;
  /** Relative URL of the graph file; null: it is not offered, as in a preview. */
  readonly file: string | null;
}

/** What has to be there for it to run; credentials and tools by their number only, for their names are of whoever shares it. */
export interface SharedNeeds {
  readonly models: readonly string[];
  readonly hosts: readonly string[];
  readonly credentials: number;
  readonly tools: number;
}
