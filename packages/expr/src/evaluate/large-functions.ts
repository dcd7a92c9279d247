import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { textAt } from "../functions/arguments.ts";
import type { FunctionRun } from "../functions/expr-function.ts";
import { matchesPattern } from "./matches-pattern.ts";

/**
 * What the functions do that stand on a library of some size. They are kept from the table of functions, which the
 * editor loads for their types: only an evaluation brings re2js.
 */
export const largeFunctions: ReadonlyMap<string, FunctionRun> = new Map<string, FunctionRun>([
  ["like", (args, { work }) => matchesPattern(textAt(args, 0), textAt(args, 1), work)],
  [
    "hash",
    (args, { work }) => {
      const text = textAt(args, 0);
      work.charge(text.length >> 1);
      return bytesToHex(sha256(utf8ToBytes(text)));
    },
  ],
]);
