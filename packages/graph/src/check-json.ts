import type { GraphDiagnostic } from "./diagnostic.ts";
import { graphLimits } from "./limits.ts";
import { quote } from "./quote.ts";

const forbidden = new Set(["__proto__", "constructor", "prototype"]);
const MAX_PROBLEMS = 50;
/** Far above what 5 MB of JSON can hold; stops objects that share members from being walked for ever. */
const MAX_VALUES = 4_000_000;

interface Pending {
  readonly value: unknown;
  readonly parent: Pending | null;
  readonly key: string | number;
  readonly depth: number;
}

/**
 * Checks that a value is plain JSON within the limits: no keys that reach a prototype, nesting of at most
 * `depth` levels, at most `bytes` of text. Walks with a list instead of recursion, so hostile depth cannot overflow.
 */
export function checkJson(value: unknown, depth: number = graphLimits.depth): readonly GraphDiagnostic[] {
  const problems: GraphDiagnostic[] = [];
  const stack: Pending[] = [{ value, parent: null, key: "", depth: 1 }];
  let size = 0;
  let seen = 0;
  while (stack.length > 0 && problems.length < MAX_PROBLEMS) {
    const at = stack.pop();
    if (at === undefined) break;
    seen += 1;
    if (typeof at.value === "string") size += at.value.length;
    if (size > graphLimits.bytes || seen > MAX_VALUES) {
      problems.push(
        problem("ORR_TOO_LARGE", "This document is larger than 5 MB. Split it into smaller workflows.", null),
      );
      break;
    }
    if (isScalar(at.value)) continue;
    if (!isPlain(at.value)) {
      problems.push(problem("ORR_SHAPE", `${place(at)} is not JSON: ${quote(at.value)}.`, at));
      continue;
    }
    if (at.depth > depth) {
      problems.push(problem("ORR_TOO_DEEP", `${place(at)} is nested deeper than ${depth} levels. Flatten it.`, at));
      continue;
    }
    for (const [key, member] of membersOf(at.value)) {
      const below: Pending = { value: member, parent: at, key, depth: at.depth + 1 };
      if (typeof key === "string") {
        size += key.length;
        if (forbidden.has(key)) {
          const text = `The key ${quote(key)} is not allowed at ${pathOf(below)}. Remove it or choose another name.`;
          problems.push(problem("ORR_FORBIDDEN_KEY", text, below));
          continue;
        }
      }
      stack.push(below);
    }
  }
  return problems;
}

function isScalar(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  return typeof value === "number" && Number.isFinite(value);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function membersOf(value: object): Iterable<readonly [string | number, unknown]> {
  return Array.isArray(value) ? value.entries() : Object.entries(value);
}

function pathOf(at: Pending): string {
  const parts: (string | number)[] = [];
  for (let here: Pending | null = at; here?.parent; here = here.parent) parts.push(here.key);
  return parts.reverse().join(".");
}

function place(at: Pending): string {
  return at.parent === null ? "The document" : `The value at ${pathOf(at).slice(0, 200)}`;
}

function problem(code: string, message: string, at: Pending | null): GraphDiagnostic {
  const path = at === null ? "" : pathOf(at);
  return { code, severity: "error", message, ...(path === "" ? {} : { field: path.slice(0, 500) }) };
}
