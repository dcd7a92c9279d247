const MOST_FRAMES = 45;

/** Chooses a range of a text in the field that is about to get the keyboard; lets it be where that shows another text. */
export function selectInField(text: string, range: { readonly start: number; readonly end: number }): void {
  let frames = 0;
  const before = document.activeElement;
  const look = async (): Promise<void> => {
    frames += 1;
    const at = document.activeElement;
    if (at === before || at === null) {
      if (frames < MOST_FRAMES) requestAnimationFrame(() => void look());
      return;
    }
    if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) {
      if (at.value === text) at.setSelectionRange(range.start, range.end);
      return;
    }
    if (!(at instanceof HTMLElement) || at.closest(".cm-editor") === null) return;
    const { EditorView } = await import("@codemirror/view");
    const editor = EditorView.findFromDOM(at);
    if (editor?.state.doc.toString() !== text) return;
    editor.dispatch({ selection: { anchor: range.start, head: range.end }, scrollIntoView: true });
  };
  requestAnimationFrame(() => void look());
}
