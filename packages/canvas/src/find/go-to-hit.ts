import type { EditorViewStore } from "../editor/editor-view.ts";
import type { EditorActions } from "../editor/use-editor-actions.ts";
import type { FieldHit } from "./find-hits.ts";
import { selectInField } from "./select-in-field.ts";

/** Opens the field that a hit stands in, with the hit chosen. */
export function goToHit(
  { place, text, hit }: FieldHit,
  to: { readonly actions: EditorActions; readonly view: EditorViewStore },
): void {
  if (!("nodeId" in place)) {
    to.view.setState({
      settingsOpen: true,
      inspectorOpen: true,
      runPanelOpen: false,
      sheet: "settings",
      selectedNodes: new Set(),
    });
    return;
  }
  const field = "path" in place ? place.path.join(".") : place.kind === "label" ? "@name" : "@id";
  to.actions.openField(place.nodeId, field);
  selectInField(text, hit);
}
