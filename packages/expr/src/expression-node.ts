import type { TextRange } from "./expr-type.ts";

export type BinaryOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-" | "*" | "/" | "%";
export type ComprehensionOperator = "map" | "filter" | "all" | "exists" | "exists_one";
export type LiteralValue = string | number | boolean | null | Uint8Array;

export interface VariableNode extends TextRange {
  readonly kind: "variable";
  readonly name: string;
}

export interface MemberNode extends TextRange {
  readonly kind: "member";
  readonly target: ExpressionNode;
  readonly name: string;
}

export interface IndexNode extends TextRange {
  readonly kind: "index";
  readonly target: ExpressionNode;
  readonly index: ExpressionNode;
}

export interface CallNode extends TextRange {
  readonly kind: "call";
  readonly name: string;
  /** The receiver of a method call stands first. */
  readonly args: readonly ExpressionNode[];
  readonly isMethod: boolean;
}

export interface ComprehensionNode extends TextRange {
  readonly kind: "comprehension";
  readonly operator: ComprehensionOperator;
  readonly target: ExpressionNode;
  readonly variable: VariableNode;
  /** Only `xs.map(x, condition, value)` has one. */
  readonly condition: ExpressionNode | null;
  readonly body: ExpressionNode;
}

export interface BinaryNode extends TextRange {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: ExpressionNode;
  readonly right: ExpressionNode;
}

export interface ObjectEntry {
  readonly key: ExpressionNode;
  readonly value: ExpressionNode;
}

/**
 * An expression as inference, evaluation, renaming and completion read it: cel-js's syntax tree with whole numbers
 * turned into doubles, macros recognised, and every range counted in the text of the field (parentheses included).
 */
export type ExpressionNode =
  | (TextRange & { readonly kind: "literal"; readonly value: LiteralValue })
  | VariableNode
  | MemberNode
  | IndexNode
  | CallNode
  | ComprehensionNode
  | BinaryNode
  | (TextRange & { readonly kind: "list"; readonly items: readonly ExpressionNode[] })
  | (TextRange & { readonly kind: "object"; readonly entries: readonly ObjectEntry[] })
  | (TextRange & { readonly kind: "default"; readonly value: ExpressionNode; readonly fallback: ExpressionNode })
  | (TextRange & { readonly kind: "ran"; readonly variable: VariableNode })
  | (TextRange & { readonly kind: "has"; readonly path: MemberNode | IndexNode })
  | (TextRange & {
      readonly kind: "conditional";
      readonly test: ExpressionNode;
      readonly whenTrue: ExpressionNode;
      readonly whenFalse: ExpressionNode;
    })
  | (TextRange & {
      readonly kind: "logic";
      readonly operator: "&&" | "||";
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
    })
  | (TextRange & { readonly kind: "unary"; readonly operator: "!" | "-"; readonly operand: ExpressionNode });
