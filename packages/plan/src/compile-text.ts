import { parseGraph } from "@orrery/graph";
import type { CompileResult } from "./compile-result.ts";
import { type CompileOptions, compile } from "./create-compiler.ts";
import { refusedResult } from "./refused-result.ts";

/** Reads and compiles a document from the outside: JSON text, or a value that is not trusted. Never throws. */
export function compileText(input: unknown, options: CompileOptions): CompileResult {
  const parsed = parseGraph(input);
  return parsed.ok ? compile(parsed.graph, options) : refusedResult(parsed.diagnostics);
}
