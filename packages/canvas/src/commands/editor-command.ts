import type { Graph } from "@orrery/graph";
import type { EditorServices } from "../editor/editor-context.ts";
import type { EditorActions } from "../editor/use-editor-actions.ts";

/** In the order in which the palette and the sheet of shortcuts show them. */
export const COMMAND_GROUPS = ["Run", "Edit", "Nodes", "Find", "View"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** What an action is done with, at the moment when it is asked for. */
export interface CommandContext {
  readonly services: EditorServices;
  readonly actions: EditorActions;
  readonly graph: Graph;
  /** The chosen nodes; or the one that has the keyboard, when that is none of them. */
  readonly nodes: ReadonlySet<string>;
  /** Null where nothing can be started. */
  readonly onRun: (() => void) | null;
}

/** One thing that a person can do in an editor: the palette, the keys and the sheet of shortcuts all read it here. */
export interface EditorCommand {
  readonly id: string;
  /** A plain verb: “Duplicate”. */
  readonly title: string;
  readonly group: CommandGroup;
  /** Other words that people may look for. */
  readonly keywords?: readonly string[];
  /** As an Apple keyboard prints them (“⇧⌘Z”); the first is the one that is shown. */
  readonly keys?: readonly string[];
  /** Where its keys count: also while somebody types, in the editor but in no field, or on the canvas alone. */
  readonly where?: "anywhere" | "editor" | "canvas";
  /** Why it cannot be done now, in words; null where it can. */
  readonly blocked?: (context: CommandContext) => string | null;
  readonly run: (context: CommandContext) => void;
}
