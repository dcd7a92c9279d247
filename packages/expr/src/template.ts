import type { ExprDiagnostic, TextRange } from "./expr-type.ts";
import type { ExpressionNode } from "./expression-node.ts";

/** One piece of a field's text. Ranges are UTF-16 code units of the whole field. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string; readonly range: TextRange }
  | {
      readonly kind: "expression";
      /** With its braces. */
      readonly range: TextRange;
      /** Between the braces. */
      readonly source: TextRange;
      /** Null where the source could not be read; a diagnostic then says why. */
      readonly expression: ExpressionNode | null;
    };

/** A field's text, split and read. Made by `parseTemplate`; shared between callers, so never changed. */
export interface ParsedTemplate {
  readonly text: string;
  readonly parts: readonly TemplatePart[];
  /** Exactly one expression and nothing outside its braces: the value keeps its type. */
  readonly isWhole: boolean;
  readonly diagnostics: readonly ExprDiagnostic[];
}
