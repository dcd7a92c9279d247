/** What goes into the worker that runs code. Everything that user code can touch crosses as JSON text. */
export interface CodeCall {
  /** The body of an async function of `input`, in JavaScript or TypeScript. */
  readonly source: string;
  readonly inputJson: string;
  /** The code is interrupted after this long. */
  readonly timeoutMs: number;
  /** What `Date.now()` is, in epoch ms: the same each time, so that a repetition gives the same. */
  readonly now: number;
  /** From which `Math.random()` goes on. */
  readonly seed: number;
  /** The host functions that the code has; absent: none. */
  readonly asks?: readonly CodeAskKind[];
  /** What its calls of them came to, in the order in which it makes them. */
  readonly answers?: readonly AskAnswer[];
}

/** A function that the code has of its host: `await fetch(url, init)`, `await generate(prompt, options)`. */
export type CodeAskKind = "fetch" | "generate";

/** A call that has no answer yet; `argsJson` is the list of its arguments. */
export interface CodeAsk {
  readonly kind: CodeAskKind;
  readonly argsJson: string;
}

/** `json` is what the call gives; otherwise it throws an error with this code and message. */
export type AskAnswer =
  | { readonly ok: true; readonly json: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

/**
 * `later`: the code asks its host for something; it is to be run again from its beginning, with the answers.
 *
 * `line` is of the source, from 1. `console` is what the code wrote, at most 200 lines of 1,000 characters.
 */
export type CodeAnswer =
  | { readonly ok: true; readonly outputJson: string; readonly console: readonly string[] }
  | { readonly ok: "later"; readonly asks: readonly CodeAsk[]; readonly console: readonly string[] }
  | {
      readonly ok: false;
      readonly code: CodeFailure;
      readonly message: string;
      readonly line?: number;
      readonly console: readonly string[];
    };

export type CodeFailure =
  | "CODE_SYNTAX"
  | "CODE_THREW"
  | "CODE_TIMEOUT"
  | "CODE_MEMORY"
  | "CODE_OUTPUT"
  | "CODE_CRASHED";
