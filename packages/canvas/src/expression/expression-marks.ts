import type { Range } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { hasExpression, parseTemplate } from "@orrery/expr";
import { type FieldLanguage, textPieces } from "./text-pieces.ts";

const mark = Decoration.mark({ class: "cm-expression" });

/** Tints what stands between `{{` and `}}`, by the same parser that the compiler uses. */
export function expressionMarks(language: FieldLanguage) {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = marksOf(view.state.doc.toString(), language);
      }
      update(update: ViewUpdate) {
        if (update.docChanged) this.decorations = marksOf(update.state.doc.toString(), language);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

function marksOf(text: string, language: FieldLanguage): DecorationSet {
  if (!hasExpression(text)) return Decoration.none;
  const ranges: Range<Decoration>[] = [];
  for (const piece of textPieces(text, language)) {
    if (!hasExpression(piece.text)) continue;
    for (const part of parseTemplate(piece.text).parts) {
      if (part.kind !== "expression" || part.range.end <= part.range.start) continue;
      const from = piece.places[part.range.start];
      const to = piece.places[part.range.end];
      if (from !== undefined && to !== undefined) ranges.push(mark.range(from, to));
    }
  }
  return Decoration.set(ranges, true);
}
