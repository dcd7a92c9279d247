import { COMMENT_COMMANDS } from "../comments/comment-commands.ts";
import { PART_COMMANDS } from "../partial-run/part-commands.ts";
import { ARRANGE_COMMANDS } from "./arrange-commands.ts";
import { EDIT_COMMANDS } from "./edit-commands.ts";
import type { EditorCommand } from "./editor-command.ts";
import { FIND_COMMANDS } from "./find-commands.ts";
import { RUN_COMMANDS } from "./run-commands.ts";
import { VIEW_COMMANDS } from "./view-commands.ts";

/** Everything that can be done in an editor by name. A new gesture is a new row of one of these. */
export const EDITOR_COMMANDS: readonly EditorCommand[] = [
  ...RUN_COMMANDS,
  ...PART_COMMANDS,
  ...EDIT_COMMANDS,
  ...ARRANGE_COMMANDS,
  ...FIND_COMMANDS,
  ...VIEW_COMMANDS,
  ...COMMENT_COMMANDS,
];
