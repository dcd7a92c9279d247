import type { EditorDialog } from "../editor/editor-view.ts";
import { canJumpBack } from "../usage/jump-history.ts";
import { jumpBack, jumpToSource } from "../usage/jump-to-source.ts";
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
  {
    id: "jump-to-source",
    title: "Go to where a variable comes from",
    group: "Find",
    keywords: ["definition", "source", "expression", "jump"],
    keys: ["F12"],
    where: "anywhere",
    blocked: () =>
      document.activeElement?.closest(".expression-editor") ? null : "Put the caret on a name in an expression first.",
    run: (context) => void jumpToSource(context),
  },
  {
    id: "jump-back",
    title: "Go back to where you came from",
    group: "Find",
    keywords: ["return", "jump", "previous"],
    keys: ["⌥←"],
    where: "anywhere",
    blocked: ({ services }) => (canJumpBack(services.view) ? null : "You have not gone anywhere from here."),
    run: jumpBack,
  },
];

function openFind(dialog: EditorDialog): (context: CommandContext) => void {
  return ({ services }) => {
    services.view.setState({ dialog });
    // Where it is open already, the keyboard goes back to it.
    document.querySelector<HTMLInputElement>("[data-find-field]")?.select();
  };
}
