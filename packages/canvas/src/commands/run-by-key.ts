import { isApple } from "../usage/is-apple.ts";
import type { CommandContext, EditorCommand } from "./editor-command.ts";
import { EDITOR_COMMANDS } from "./editor-commands.ts";
import { matchesChord } from "./matches-chord.ts";

/** Where the keyboard was when keys were pressed: in a field, on the canvas, or elsewhere in the editor. */
export type KeyPlace = "field" | "canvas" | "editor";

/**
 * Does what the keys pressed mean there, if they mean anything: true then, also where it cannot be done now. A letter alone
 * that has nothing to act on is left to the browser.
 */
export function runByKey(event: KeyboardEvent, place: KeyPlace, context: () => CommandContext): boolean {
  if (place === "field" && isEditing(event)) return false;
  const command = EDITOR_COMMANDS.find(
    (one) => counts(one, place) && one.keys?.some((key) => matchesChord(event, key)),
  );
  if (!command) return false;
  const found = context();
  const why = command.blocked?.(found) ?? null;
  if (why === null) command.run(found);
  return why === null || event.metaKey || event.ctrlKey;
}

/** On an Apple keyboard ⌥ and Control move the caret in a text; ⌘ does so nowhere. */
function isEditing({ metaKey, ctrlKey, altKey }: KeyboardEvent): boolean {
  return isApple() && !metaKey && (ctrlKey || altKey);
}

function counts({ where }: EditorCommand, place: KeyPlace): boolean {
  if (where === "anywhere") return true;
  if (where === "editor") return place !== "field";
  return where === "canvas" && place === "canvas";
}
