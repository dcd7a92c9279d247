import { RE2JS } from "re2js";
import { badValue } from "../functions/arguments.ts";
import type { Work } from "./work.ts";

const longestPattern = 500;
const largestProgram = 2_000;
const compiled = new Map<string, RE2JS>();

/**
 * Whether `pattern` (RE2 syntax) matches somewhere in `text`, by re2js: no backtracking, time linear in text times
 * program. Throws ORR_EXPR_BAD_VALUE for a pattern that is wrong or too large.
 */
export function matchesPattern(text: string, pattern: string, work: Work): boolean {
  const program = compile(pattern);
  const matcher = program.matcher(text);
  work.charge(1 + Math.ceil((text.length * (4 + matcher.programSize())) / 16));
  return matcher.find();
}

function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  if (pattern.length > longestPattern) return badValue(`A pattern may have at most ${longestPattern} characters.`);
  let program: RE2JS;
  try {
    program = RE2JS.compile(pattern);
  } catch (error) {
    return badValue(`The pattern is not valid: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (program.matcher("").programSize() > largestProgram) return badValue("The pattern repeats too much.");
  if (compiled.size >= 200) compiled.clear();
  compiled.set(pattern, program);
  return program;
}
