import type { z } from "zod";
import { quote } from "./quote.ts";

export interface ExplainedIssue {
  readonly code: "ORR_SHAPE" | "ORR_UNKNOWN_KEY";
  readonly path: readonly (string | number)[];
  /** What is wrong with the value at `path`, without the place: `must be text, and is 5`. */
  readonly problem: string;
}

type Issue = z.core.$ZodIssue;

/** Says in plain words what a zod schema found wrong with `input`. One entry for each value, most specific first. */
export function explainIssues(issues: readonly Issue[], input: unknown): readonly ExplainedIssue[] {
  const explained = issues.flatMap((issue) => explain(issue, input, []));
  const seen = new Set<string>();
  return explained.filter(({ path, problem }) => {
    const key = `${path.join(".")}\n${problem}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

function explain(issue: Issue, root: unknown, base: readonly (string | number)[]): ExplainedIssue[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      code: "ORR_UNKNOWN_KEY" as const,
      path: [...path, key],
      problem: "is not a field that is known here. Remove it or mend its name",
    }));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const best = closest(issue.errors);
    if (best?.some((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys")) {
      return best.flatMap((inner) => explain(inner, root, path));
    }
    const kinds = [...new Set(issue.errors.flat().map((inner) => expectation(inner)))];
    return [shape(path, `must be ${kinds.join(" or ")}`, root)];
  }
  return [shape(path, `must be ${expectation(issue)}`, root)];
}

/** Of the branches of a union, the one whose problems lie deepest: it is the one that was meant. */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map((issue) => issue.path.length));
  return branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
}

function shape(path: readonly (string | number)[], problem: string, root: unknown): ExplainedIssue {
  const value = path.reduce<unknown>(memberOf, root);
  const text = value === undefined ? `${problem}, and is missing` : `${problem}, and is ${quote(value)}`;
  return { code: "ORR_SHAPE", path, problem: text };
}

function memberOf(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}

const kindWords: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return kindWords[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "too_big":
      return `${issue.origin === "string" ? "text of " : ""}at most ${issue.maximum}${unit(issue.origin)}`;
    case "too_small":
      return `${issue.origin === "string" ? "text of " : ""}at least ${issue.minimum}${unit(issue.origin)}`;
    case "invalid_format":
      return issue.pattern === undefined ? `a valid ${issue.format}` : `text that matches ${issue.pattern}`;
    case "custom":
      return issue.message.replace(/^expected /, "");
    default:
      return "something else";
  }
}

function unit(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" || origin === "set" ? " entries" : "";
}
