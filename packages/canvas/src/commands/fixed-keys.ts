import type { CommandGroup } from "./editor-command.ts";

/** Keys and movements of the hand that are no action by name, for the sheet of shortcuts. */
export interface FixedKeys {
  readonly keys: readonly string[];
  readonly title: string;
  readonly group: CommandGroup;
}

export const FIXED_KEYS: readonly FixedKeys[] = [
  { keys: ["⌘C", "⌘X", "⌘V"], title: "Copy, cut and paste nodes, also as text", group: "Edit" },
  { keys: ["↵"], title: "Open the node or connection that has the keyboard", group: "Nodes" },
  { keys: ["←", "→", "↑", "↓"], title: "Move the chosen nodes; with Shift further", group: "Nodes" },
  { keys: ["⇥"], title: "Go to the next node", group: "Nodes" },
  { keys: ["←", "→"], title: "On a connection: go to the next one", group: "Nodes" },
  { keys: ["⇧ drag"], title: "Choose all nodes in a box", group: "Nodes" },
  { keys: ["⌥ drag"], title: "Move nodes without snapping to lines", group: "Nodes" },
  { keys: ["↵"], title: "On a port of a chosen node: add or connect there", group: "Nodes" },
  { keys: ["L"], title: "Hold: light up what a node reads, and who reads it", group: "Find" },
  { keys: ["⌘ click"], title: "On a name in an expression: go to where it comes from", group: "Find" },
  { keys: ["Esc"], title: "Choose nothing, close what is open", group: "View" },
];
