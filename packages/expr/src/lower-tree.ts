import type { ASTNode } from "@marcbachmann/cel-js";
import type { ExprDiagnostic, TextRange } from "./expr-type.ts";
import type { BinaryOperator, ComprehensionOperator, ExpressionNode, LiteralValue } from "./expression-node.ts";
import { maxComprehensionDepth, maxDepth } from "./limits.ts";
import { ParseProblem } from "./parse-problem.ts";
import { balanceRanges } from "./source-ranges.ts";

const comprehensions: ReadonlySet<string> = new Set(["map", "filter", "all", "exists", "exists_one"]);

interface Level {
  readonly depth: number;
  readonly comprehensions: number;
}

/**
 * Turns cel-js's tree into ours. Throws `ParseProblem` where a guard refuses it: levels, nested comprehensions,
 * `matches` (JavaScript's RegExp, exponential), misuse of a macro.
 */
export function lowerTree(tree: ASTNode, source: string, offset: number): ExpressionNode {
  return new Lowering(source, offset).lower(tree, { depth: 1, comprehensions: 0 });
}

class Lowering {
  private readonly source: string;
  private readonly offset: number;
  private readonly balance: ((start: number, end: number) => TextRange) | null;

  constructor(source: string, offset: number) {
    this.source = source;
    this.offset = offset;
    this.balance = balanceRanges(source);
  }

  lower(tree: ASTNode, level: Level): ExpressionNode {
    const range = this.rangeOf(tree);
    const { start, end } = range;
    if (level.depth > maxDepth)
      this.refuse("ORR_EXPR_TOO_DEEP", `An expression may be ${maxDepth} levels deep.`, range);
    if (tree.op === "id") return { kind: "variable", name: tree.args, start, end };
    if (tree.op === "value") return { kind: "literal", value: this.literal(tree.args, range), start, end };
    // A chain of one operator stays on one level.
    const below = (part: ASTNode): ExpressionNode =>
      this.lower(part, {
        depth: part.op === tree.op && isChained(part.op) ? level.depth : level.depth + 1,
        comprehensions: level.comprehensions,
      });
    switch (tree.op) {
      case ".":
        return { kind: "member", target: below(tree.args[0]), name: tree.args[1], start, end };
      case "[]":
        return { kind: "index", target: below(tree.args[0]), index: below(tree.args[1]), start, end };
      case "list":
        return { kind: "list", items: tree.args.map(below), start, end };
      case "map":
        return {
          kind: "object",
          entries: tree.args.map(([key, value]) => ({ key: below(key), value: below(value) })),
          start,
          end,
        };
      case "call":
        return this.lowerCall({ name: tree.args[0], args: tree.args[1], range, below });
      case "rcall": {
        const [name, target, args] = tree.args;
        if (comprehensions.has(name)) return this.lowerComprehension({ name, target, args, range, level });
        return this.lowerCall({ name, args: [target, ...args], range, below, isMethod: true });
      }
      case "?:": {
        const [test, whenTrue, whenFalse] = tree.args;
        return {
          kind: "conditional",
          test: below(test),
          whenTrue: below(whenTrue),
          whenFalse: below(whenFalse),
          start,
          end,
        };
      }
      case "||":
      case "&&":
        return { kind: "logic", operator: tree.op, left: below(tree.args[0]), right: below(tree.args[1]), start, end };
      case "!_":
      case "-_":
        return this.lowerUnary(tree, below);
      case ".?":
      case "[?]":
        return this.refuse("ORR_EXPR_SYNTAX", "Optional access is not part of the language: use default(x, y).", range);
      default: {
        const operator: BinaryOperator = tree.op;
        return { kind: "binary", operator, left: below(tree.args[0]), right: below(tree.args[1]), start, end };
      }
    }
  }

  /** A chain of signs (`!!!!x`) needs no stack: two of them undo each other, and one or two are kept. */
  private lowerUnary(
    tree: ASTNode & { readonly op: "!_" | "-_" },
    below: (part: ASTNode) => ExpressionNode,
  ): ExpressionNode {
    const operator = tree.op === "!_" ? "!" : "-";
    let operand = tree.args;
    let inner: ASTNode | null = null;
    while (operand.op === tree.op) {
      inner = inner === null ? operand : null;
      operand = operand.args;
    }
    const outer = this.rangeOf(tree);
    const lowered = below(operand);
    if (inner === null) return { kind: "unary", operator, operand: lowered, ...outer };
    const once: ExpressionNode = { kind: "unary", operator, operand: lowered, ...this.rangeOf(inner) };
    return { kind: "unary", operator, operand: once, ...outer };
  }

  private lowerCall(call: {
    readonly name: string;
    readonly args: readonly ASTNode[];
    readonly range: TextRange;
    readonly below: (part: ASTNode) => ExpressionNode;
    readonly isMethod?: boolean;
  }): ExpressionNode {
    const { name, range } = call;
    const args = call.args.map(call.below);
    const [first, second] = args;
    if (name === "matches") {
      const fix =
        first !== undefined && second !== undefined && args.length === 2
          ? { title: "Use like", replacement: `like(${this.text(first)}, ${this.text(second)})` }
          : undefined;
      const message = "matches is not offered, because it can take forever: use like(text, pattern).";
      return this.refuse("ORR_EXPR_NO_MATCHES", message, range, fix);
    }
    if (name === "default") {
      if (first !== undefined && second !== undefined && args.length === 2) {
        return { kind: "default", value: first, fallback: second, ...range };
      }
      return this.refuse("ORR_EXPR_ARGUMENTS", "default takes two parts: default(value, fallback).", range);
    }
    if (name === "ran") {
      if (first?.kind === "variable" && args.length === 1) return { kind: "ran", variable: first, ...range };
      return this.refuse("ORR_EXPR_ARGUMENTS", "ran takes the name of one node: ran(fetch).", range);
    }
    if (name === "has") {
      if (args.length === 1 && (first?.kind === "member" || first?.kind === "index")) {
        return { kind: "has", path: first, ...range };
      }
      return this.refuse("ORR_EXPR_ARGUMENTS", "has takes one member: has(start.note).", range);
    }
    return { kind: "call", name, args, isMethod: call.isMethod === true, ...range };
  }

  private lowerComprehension(call: {
    readonly name: string;
    readonly target: ASTNode;
    readonly args: readonly ASTNode[];
    readonly range: TextRange;
    readonly level: Level;
  }): ExpressionNode {
    const { name, args, range, level } = call;
    const nested = level.comprehensions + 1;
    if (nested > maxComprehensionDepth) {
      const message = `${name} may stand inside one other map, filter, all or exists, not deeper.`;
      this.refuse("ORR_EXPR_TOO_NESTED", message, range);
    }
    const [bound, second, third] = args;
    const body = third ?? second;
    if (bound?.op !== "id" || body === undefined || args.length > (name === "map" ? 3 : 2)) {
      return this.refuse("ORR_EXPR_ARGUMENTS", `${name} is written list.${name}(x, expression with x).`, range);
    }
    const outside = { depth: level.depth + 1, comprehensions: level.comprehensions };
    const inside = { ...outside, comprehensions: nested };
    return {
      kind: "comprehension",
      operator: comprehensionNamed(name),
      target: this.lower(call.target, outside),
      variable: { kind: "variable", name: bound.args, ...this.rangeOf(bound) },
      condition: third !== undefined && second !== undefined ? this.lower(second, inside) : null,
      body: this.lower(body, inside),
      ...range,
    };
  }

  private literal(value: unknown, range: TextRange): LiteralValue {
    if (value === null || typeof value === "string" || typeof value === "boolean" || value instanceof Uint8Array) {
      return value;
    }
    // Whole literals arrive as BigInt, `1u` as a wrapper of one; an expression knows only the double.
    const number = Number(value);
    if (Number.isFinite(number)) return number;
    return this.refuse("ORR_EXPR_NOT_FINITE", "This number is too large.", range);
  }

  private rangeOf(tree: ASTNode): TextRange {
    if (this.balance === null) return { start: tree.start + this.offset, end: tree.end + this.offset };
    const range = this.balance(tree.start, tree.end);
    return { start: range.start + this.offset, end: range.end + this.offset };
  }

  private text(range: TextRange): string {
    return this.source.slice(range.start - this.offset, range.end - this.offset);
  }

  private refuse(code: string, message: string, range: TextRange, fix?: ExprDiagnostic["fix"]): never {
    throw new ParseProblem(fix === undefined ? { code, message, range } : { code, message, range, fix });
  }
}

function isChained(operator: string): boolean {
  return operator !== "call" && operator !== "rcall" && operator !== "list" && operator !== "map" && operator !== "[]";
}

function comprehensionNamed(name: string): ComprehensionOperator {
  switch (name) {
    case "map":
    case "filter":
    case "all":
    case "exists":
      return name;
    default:
      return "exists_one";
  }
}
