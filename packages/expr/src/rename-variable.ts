import { childrenOf } from "./children-of.ts";
import type { TextRange } from "./expr-type.ts";
import type { ExpressionNode, MemberNode } from "./expression-node.ts";
import { parseTemplate } from "./parse-template.ts";
import { skipString } from "./skip-token.ts";

/**
 * The text with the variable `from` called `to` in every expression. Strings, member names and names that a
 * comprehension binds stay as they are. Where binding `to` inside a comprehension would catch the renamed variable, the
 * bound name is changed as well. An expression that cannot be read is renamed word by word.
 */
export function renameVariable(text: string, from: string, to: string): string {
  if (from === to || !text.includes(from) || !text.includes("{{")) return text;
  const edits = parseTemplate(text).parts.flatMap((part) => {
    if (part.kind === "text") return [];
    if (part.expression === null) return wordEdits(text, part.source, { from, to });
    return namesIn(part.expression, { from, to });
  });
  return applyEdits(text, edits);
}

interface Renaming {
  readonly from: string;
  readonly to: string;
}

interface Edit extends TextRange {
  readonly name: string;
}

function namesIn(node: ExpressionNode, renaming: Renaming): readonly Edit[] {
  if (node.kind === "variable") {
    return node.name === renaming.from
      ? [{ start: node.end - node.name.length, end: node.end, name: renaming.to }]
      : [];
  }
  if (node.kind === "comprehension") {
    const parts = node.condition === null ? [node.body] : [node.condition, node.body];
    const target = namesIn(node.target, renaming);
    if (node.variable.name === renaming.from) return target;
    const inside = parts.flatMap((part) => namesIn(part, renaming));
    if (node.variable.name !== renaming.to || inside.length === 0) return [...target, ...inside];
    const fresh = { from: renaming.to, to: freeName(renaming.to, parts) };
    const rebound = parts.flatMap((part) => namesIn(part, fresh));
    return [...target, ...namesIn(node.variable, fresh), ...inside, ...rebound];
  }
  const inside = childrenOf(node).flatMap((child) => namesIn(child, renaming));
  if (!isSignal(node) || node.name !== renaming.from) return inside;
  return [...inside, { start: node.end - node.name.length, end: node.end, name: renaming.to }];
}

/** `run.signals.<id>`: the one place where a member is called like a node. */
function isSignal(node: ExpressionNode): node is MemberNode {
  if (node.kind !== "member" || node.target.kind !== "member") return false;
  const { name, target } = node.target;
  return name === "signals" && target.kind === "variable" && target.name === "run";
}

/** A name like `wanted` that nothing in `parts` uses. */
function freeName(wanted: string, parts: readonly ExpressionNode[]): string {
  const used = new Set(parts.flatMap(namesUsed));
  let number = 2;
  while (used.has(`${wanted}_${number}`)) number += 1;
  return `${wanted}_${number}`;
}

function namesUsed(node: ExpressionNode): readonly string[] {
  const own = node.kind === "variable" ? [node.name] : node.kind === "comprehension" ? [node.variable.name] : [];
  return [...own, ...childrenOf(node).flatMap(namesUsed)];
}

function wordEdits(text: string, source: TextRange, { from, to }: Renaming): readonly Edit[] {
  const edits: Edit[] = [];
  let position = source.start;
  let before = "";
  while (position < source.end) {
    const character = text.charAt(position);
    if (character === '"' || character === "'") {
      position = Math.min(skipString(text, position), source.end);
      before = character;
    } else if (/[A-Za-z_]/.test(character)) {
      const word = /^\w+/.exec(text.slice(position, Math.min(position + 256, source.end)))?.[0] ?? character;
      const end = position + word.length;
      if (word === from && before !== "." && text.charAt(end) !== "(") edits.push({ start: position, end, name: to });
      position = end;
      before = "a";
    } else {
      if (!/\s/.test(character)) before = character;
      position += 1;
    }
  }
  return edits;
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = "";
  let position = 0;
  for (const edit of [...edits].sort((left, right) => left.start - right.start)) {
    result += text.slice(position, edit.start) + edit.name;
    position = edit.end;
  }
  return result + text.slice(position);
}
