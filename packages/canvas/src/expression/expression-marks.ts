import type { Range } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { hasExpression, parseTemplate } from "@orrery/expr";

const mark = Decoration.mark({ class: "cm-expression" });

/** Tints what stands between `{{` and `}}`, by the same parser that the compiler uses. */
export const expressionMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = marksOf(view.state.doc.toString());
    }
    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = marksOf(update.state.doc.toString());
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marksOf(text: string): DecorationSet {
  if (!hasExpression(text)) return Decoration.none;
  const ranges: Range<Decoration>[] = [];
  for (const part of parseTemplate(text).parts) {
    if (part.kind === "expression" && part.range.end > part.range.start) {
      ranges.push(mark.range(part.range.start, part.range.end));
    }
  }
  return Decoration.set(ranges, true);
}
