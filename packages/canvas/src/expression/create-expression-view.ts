import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, placeholder as placeholderText, tooltips } from "@codemirror/view";
import { styleNonce } from "@orrery/ui";
import type { CompletionScope } from "./completion-scope.ts";
import { dropPath } from "./drop-path.ts";
import { expressionCompletion } from "./expression-completion.ts";
import { expressionMarks } from "./expression-marks.ts";
import type { FieldLanguage } from "./text-pieces.ts";

export interface ExpressionViewOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly placeholder: string;
  readonly singleLine: boolean;
  readonly language: FieldLanguage;
  readonly readOnly: boolean;
  readonly scope: () => CompletionScope | null;
  readonly onText: (text: string) => void;
  readonly onBlur: () => void;
}

/** A CodeMirror editor for one field: expressions tinted and completed; Tab leaves the field, as in any form. */
export function createExpressionView(options: ExpressionViewOptions): EditorView {
  const extensions: Extension[] = [
    history(),
    closeBrackets(),
    expressionMarks(options.language),
    dropPath(options.language),
    expressionCompletion(options.scope, options.language),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.lineWrapping,
    // Under a strict policy a style element counts only with the page's nonce.
    EditorView.cspNonce.of(styleNonce() ?? ""),
    EditorView.contentAttributes.of({ ...options.attributes }),
    EditorState.readOnly.of(options.readOnly),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onText(update.state.doc.toString());
      if (update.focusChanged && !update.view.hasFocus) options.onBlur();
    }),
    // Lists of completions would be cut off by the panel that scrolls.
    tooltips({ position: "fixed", parent: document.body }),
    placeholderText(options.placeholder),
  ];
  // The braces of an expression close before the quote that ends its string, too.
  if (options.language === "json") {
    extensions.push(EditorState.languageData.of(() => [{ closeBrackets: { before: `)]}:;>"` } }]));
  }
  if (options.singleLine) {
    extensions.push(
      EditorState.transactionFilter.of((transaction) =>
        transaction.docChanged && transaction.newDoc.lines > 1
          ? [transaction, { changes: lineBreaks(transaction.newDoc.toString()), sequential: true }]
          : transaction,
      ),
    );
  }
  return new EditorView({
    parent: options.parent,
    state: EditorState.create({ doc: options.text, extensions }),
  });
}

function lineBreaks(text: string): { from: number; to: number; insert: string }[] {
  return [...text.matchAll(/\r?\n/g)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    insert: " ",
  }));
}
