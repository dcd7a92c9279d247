import type { EditorDialog } from "../editor/editor-view.ts";
import type { CommandContext, EditorCommand } from "./editor-command.ts";

/** What looks for something in the document. */
export const FIND_COMMANDS: readonly EditorCommand[] = [
  {
    id: "find",
    title: "Find in every field",
    group: "Find",
    keywords: ["search", "text", "expression", "label"],
    keys: ["⌘F"],
    where: "anywhere",
    run: openFind("find"),
  },
  {
    id: "replace",
    title: "Find and replace in every field",
    group: "Find",
    keywords: ["search", "rename", "substitute"],
    keys: ["⌘H", "⌥⌘F"],
    where: "anywhere",
    blocked: ({ services }) => (services.document === null ? "The drawing of a run does not change." : null),
    run: openFind("replace"),
  },
];

function openFind(dialog: EditorDialog): (context: CommandContext) => void {
  return ({ services }) => {
    services.view.setState({ dialog });
    // Where it is open already, the keyboard goes back to it.
    document.querySelector<HTMLInputElement>("[data-find-field]")?.select();
  };
}
