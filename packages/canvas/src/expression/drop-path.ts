import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { DRAGGED_PATH } from "../data/dragged-path.ts";
import { type FieldLanguage, written } from "./text-pieces.ts";

/** A path that is dragged out of a tree of data becomes an expression where it is dropped, or a part of the one there. */
export function dropPath(language: FieldLanguage): Extension {
  return EditorView.domEventHandlers({
    drop(event, view) {
      const path = event.dataTransfer?.getData(DRAGGED_PATH) ?? "";
      if (path === "" || view.state.readOnly) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
      const insert = written(insertFor(view.state.doc.toString(), at, path), language);
      view.dispatch({
        changes: { from: at, insert },
        selection: { anchor: at + insert.length },
        userEvent: "input.drop",
      });
      view.focus();
      return true;
    },
  });
}

/** Inside of braces the path alone, elsewhere with braces of its own. */
export function insertFor(text: string, at: number, path: string): string {
  const before = text.slice(0, at);
  const isInside = before.lastIndexOf("{{") > before.lastIndexOf("}}");
  return isInside ? path : `{{ ${path} }}`;
}
