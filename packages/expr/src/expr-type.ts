/**
 * The type language of expressions: JSON Schema's shapes plus `absent` (no value at all), `null`, unions and `any`,
 * and CEL's own timestamp, duration and bytes, which may appear inside an expression but never leave it as JSON.
 */
export type ExprType =
  | { readonly kind: "any" | "absent" | "null" | "boolean" | "number" | "timestamp" | "duration" | "bytes" | "type" }
  | { readonly kind: "string"; readonly values?: readonly string[] }
  /** `maxItems` where a schema bounds the length; it says nothing about equality or fit. */
  | { readonly kind: "list"; readonly items: ExprType; readonly maxItems?: number }
  | {
      readonly kind: "object";
      readonly properties: { readonly [name: string]: ExprProperty };
      /** An open object may have further members, all of type `any`; a closed one refuses to be read elsewhere. */
      readonly open: boolean;
    }
  | { readonly kind: "union"; readonly of: readonly ExprType[] };

export interface ExprProperty {
  readonly type: ExprType;
  readonly optional: boolean;
}

/** A half-open range of UTF-16 code units in the text of the field. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What one variable may hold. A node that can fail softly has a second face, `<id>.error`. */
export interface ScopeVariable {
  /** The type of the value when the node ran; absent where only the error face can exist. */
  readonly output?: ExprType;
  readonly error?: ExprType;
}

export interface Scope {
  readonly variables: ReadonlyMap<string, ScopeVariable>;
}

/** One thing an expression reads: a node's output or its error face. */
export interface ReadRef {
  readonly variable: string;
  readonly face: "output" | "error";
}

/**
 * What must be proved about presence before an expression may run: under the assumption that every node in `assuming`
 * ran, at least one of `anyOf` is present. Bare reads give a single `anyOf`; `default(x, y)` gives both; a `default`
 * with an always-present fallback gives no obligation.
 */
export interface PresenceObligation {
  readonly anyOf: readonly ReadRef[];
  readonly assuming: readonly string[];
  readonly range: TextRange;
}

export interface ExprDiagnostic {
  /** Stable, `ORR_EXPR_…`. */
  readonly code: string;
  readonly message: string;
  readonly range: TextRange;
  /** A replacement of `range` that would mend it, where one is known. */
  readonly fix?: { readonly title: string; readonly replacement: string };
}

/** What inference finds out about one template. */
export interface TemplateAnalysis {
  readonly type: ExprType;
  readonly diagnostics: readonly ExprDiagnostic[];
  readonly obligations: readonly PresenceObligation[];
  /** Every variable named anywhere in the template, sorted, without those bound by comprehensions. */
  readonly reads: readonly ReadRef[];
}
