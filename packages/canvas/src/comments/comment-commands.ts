import type { EditorCommand } from "../commands/editor-command.ts";
import { onlySelected } from "../editor/editor-view.ts";

/** What opens what people say about the workflow. */
export const COMMENT_COMMANDS: readonly EditorCommand[] = [
  {
    id: "comments",
    title: "Comment, or read the comments",
    group: "View",
    keywords: ["discuss", "note", "thread", "say", "answer"],
    keys: ["⇧C"],
    where: "canvas",
    run: ({ services: { view } }) =>
      view.setState({ comments: view.getState().comments === null ? { nodeId: onlySelected(view.getState()) } : null }),
  },
];
