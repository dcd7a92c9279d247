import type { Diagnostic as LintDiagnostic } from "@codemirror/lint";
import type { Diagnostic } from "@orrery/plan";

/** Diagnostics of the field as underlines; a replacement becomes a button that mends it with one click. */
export function lintDiagnostics(
  diagnostics: readonly Diagnostic[],
  length: number,
  applyEdit: (diagnostic: Diagnostic) => void,
): LintDiagnostic[] {
  return diagnostics.map((diagnostic) => {
    const from = Math.min(diagnostic.range?.start ?? 0, length);
    const to = Math.min(Math.max(diagnostic.range?.end ?? length, from), length);
    const { fix } = diagnostic;
    return {
      from,
      to,
      severity: diagnostic.severity,
      message: diagnostic.message,
      ...(fix && {
        actions: [
          {
            name: fix.title,
            apply(view) {
              if (fix.kind === "edit") applyEdit(diagnostic);
              else {
                const end = Math.min(fix.end, view.state.doc.length);
                view.dispatch({ changes: { from: Math.min(fix.start, end), to: end, insert: fix.text } });
              }
            },
          },
        ],
      }),
    };
  });
}
