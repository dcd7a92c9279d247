import { stripTypeScriptTypes } from "node:module";
import {
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
  Scope,
} from "quickjs-emscripten-core";
import { jsonDepth } from "../json-depth.ts";
import type { CodeAnswer, CodeAsk, CodeAskKind, CodeCall, CodeFailure } from "./code-call.ts";
import { prelude } from "./prelude.ts";

const memoryBytes = 32 * 2 ** 20;
const stackBytes = 256 * 2 ** 10;
const maxOutputChars = 4_000_000;
const maxDepth = 64;
const maxLines = 200;
const maxLineChars = 1_000;
/** Of one turn, side by side; how many there may be in all is its host's to say. */
const maxAsks = 100;
/** Promises that go on before it is looked how much memory they have used. */
const jobsAtOnce = 1_000;
const fileName = "code";

/** A failure that the code's author is told. */
class Refusal extends Error {
  readonly code: CodeFailure;
  readonly line: number | undefined;
  constructor(code: CodeFailure, message: string, line?: number) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

/** What came of the code; `spent` where QuickJS itself was harmed, so that its module must not be used again. */
export interface Evaluation {
  readonly answer: CodeAnswer;
  readonly spent: boolean;
}

/** Runs a source in a realm and runtime of its own. Gives what it returned (awaited, through JSON) or why not. */
export function evaluateCode(module: QuickJSWASMModule, call: CodeCall): Evaluation {
  const console: string[] = [];
  const scope = new Scope();
  let answer: CodeAnswer;
  let spent = false;
  try {
    const source = withoutTypes(call.source);
    answer = { ...run(module, { scope, call: { ...call, source }, console }), console };
  } catch (error) {
    spent = !(error instanceof Refusal);
    const { code, message, line } = error instanceof Refusal ? error : broken;
    answer = { ok: false, code, message: message.slice(0, maxLineChars), ...(line !== undefined && { line }), console };
  }
  try {
    scope.dispose();
  } catch {
    spent = true;
  }
  return { answer, spent };
}

/** The function around the source stands on a line of its own, so that lines are one more than the author's. */
function withoutTypes(source: string): string {
  try {
    return stripTypeScriptTypes(`(async function main(input) {\n${source}\n})`);
  } catch (error) {
    throw new Refusal("CODE_SYNTAX", `The code cannot be read: ${firstWords(error)}`);
  }
}

interface Attempt {
  /** Holds everything that the attempt makes. */
  readonly scope: Scope;
  readonly call: CodeCall;
  readonly console: string[];
}

type Ending =
  | { readonly ok: true; readonly outputJson: string }
  | { readonly ok: "later"; readonly asks: readonly CodeAsk[] };

function run(module: QuickJSWASMModule, { scope, call, console }: Attempt): Ending {
  const runtime = scope.manage(module.newRuntime());
  const deadline = performance.now() + call.timeoutMs;
  let isLate = false;
  runtime.setMemoryLimit(memoryBytes);
  runtime.setMaxStackSize(stackBytes);
  runtime.setInterruptHandler(() => {
    isLate ||= performance.now() > deadline;
    return isLate;
  });
  const context = scope.manage(runtime.newContext());
  let tools: Tools | null = null;
  const refuse = (error: QuickJSHandle, code: CodeFailure): never => {
    // Where memory has run out, there must be some left to say so.
    runtime.setMemoryLimit(memoryBytes * 1.25);
    const found = describe(context, scope.manage(error), tools);
    if (isLate) throw late(call.timeoutMs);
    if (found.message === "null") throw new Refusal("CODE_MEMORY", "The code needed more than 32 MB, or threw null.");
    if (found.message.includes("out of memory")) throw new Refusal("CODE_MEMORY", "The code needed more than 32 MB.");
    throw new Refusal(code, found.message, found.line);
  };
  const read = (result: ReturnType<QuickJSContext["evalCode"]>, code: CodeFailure = "CODE_THREW"): QuickJSHandle =>
    result.error ? refuse(result.error, code) : scope.manage(result.value);

  const write = context.newFunction("write", (line) => {
    if (console.length < maxLines) console.push(context.getString(line).slice(0, maxLineChars));
  });
  const { asks: kinds = [], answers = [] } = call;
  const asks: CodeAsk[] = [];
  let asked = 0;
  // A call with an answer has it at once; one without is noted, and its promise stays open.
  const ask = context.newFunction("ask", (kind, args) => {
    const answer = answers[asked];
    asked += 1;
    if (answer !== undefined) return context.newString(JSON.stringify(answer));
    if (asks.length < maxAsks) asks.push({ kind: kindOf(context.getString(kind)), argsJson: argsOf(context, args) });
    return context.undefined;
  });
  const border = read(
    context.callFunction(read(context.evalCode(prelude, "prelude")), context.undefined, [
      scope.manage(context.newNumber(call.now)),
      scope.manage(context.newNumber(call.seed)),
      scope.manage(write),
      scope.manage(ask),
      scope.manage(context.newString(kinds.join(" "))),
    ]),
  );
  const tool = (name: string): QuickJSHandle => scope.manage(context.getProp(border, name));
  const runMain = tool("run");
  const toOutput = tool("output");
  tools = { message: tool("message"), stack: tool("stack") };

  const main = read(context.evalCode(call.source, fileName), "CODE_SYNTAX");
  if (context.typeof(main) !== "function")
    throw new Refusal("CODE_SYNTAX", "The code does not form one function body.");
  const input = scope.manage(context.newString(call.inputJson));
  const promise = read(context.callFunction(runMain, context.undefined, [main, input]));
  // A promise for which there is no memory is never settled, and no error says so: what was used is looked at in between.
  let isFull = false;
  for (let made = jobsAtOnce; made === jobsAtOnce && !isLate; ) {
    const jobs = runtime.executePendingJobs(jobsAtOnce);
    if (jobs.error) return refuse(jobs.error, "CODE_THREW");
    made = jobs.value;
    isFull ||= made === jobsAtOnce && usedBytes(runtime, context) > memoryBytes / 2;
  }
  if (isLate) throw late(call.timeoutMs);
  const state = context.getPromiseState(promise);
  if (state.type === "rejected") return refuse(state.error, "CODE_THREW");
  // Also what it does not await is asked for: otherwise it would depend on chance whether that was done.
  if (asks.length > 0) return { ok: "later", asks };
  if (state.type === "pending" && isFull) throw new Refusal("CODE_MEMORY", "The code needed more than 32 MB.");
  if (state.type === "pending") {
    throw new Refusal(
      "CODE_OUTPUT",
      "The code waits for something that never comes: only its own work can be awaited.",
    );
  }
  const value = state.notAPromise === true ? promise : scope.manage(state.value);
  const output = read(context.callFunction(toOutput, context.undefined, [value]), "CODE_OUTPUT");
  return { ok: true, outputJson: checkedOutput(context, scope, output) };
}

function kindOf(kind: string): CodeAskKind {
  return kind === "generate" ? "generate" : "fetch";
}

function argsOf(context: QuickJSContext, args: QuickJSHandle): string {
  const json = context.getString(args);
  return json.length <= maxOutputChars ? json : "[]";
}

function usedBytes(runtime: QuickJSRuntime, context: QuickJSContext): number {
  return runtime
    .computeMemoryUsage()
    .consume((usage) => context.getProp(usage, "memory_used_size").consume((size) => context.getNumber(size)));
}

interface Tools {
  readonly message: QuickJSHandle;
  readonly stack: QuickJSHandle;
}

function checkedOutput(context: QuickJSContext, scope: Scope, output: QuickJSHandle): string {
  const length = context.getNumber(scope.manage(context.getProp(output, "length")));
  if (length > maxOutputChars) {
    throw new Refusal(
      "CODE_OUTPUT",
      `The output has ${length} characters as JSON; at most ${maxOutputChars} are taken.`,
    );
  }
  const json = context.getString(output);
  if (jsonDepth(json) > maxDepth)
    throw new Refusal("CODE_OUTPUT", `The output is nested deeper than ${maxDepth} levels.`);
  return json;
}

function late(timeoutMs: number): Refusal {
  return new Refusal("CODE_TIMEOUT", `The code did not end within ${timeoutMs} ms.`);
}

const broken: { readonly code: CodeFailure; readonly message: string; readonly line?: number } = {
  code: "CODE_CRASHED",
  message: "The code broke its sandbox.",
};

/** What an error of the code says of itself. The tools were made before the code ran; what they call may be its own. */
function describe(
  context: QuickJSContext,
  error: QuickJSHandle,
  tools: Tools | null,
): { readonly message: string; readonly line?: number } {
  const say = (tool: QuickJSHandle | undefined): string => {
    if (tool === undefined) return "";
    const said = context.callFunction(tool, context.undefined, [error]);
    if (!said.error) return said.value.consume((handle) => context.getString(handle));
    said.error.dispose();
    return "";
  };
  const message = say(tools?.message) || "The code failed without saying why.";
  const line = /\(?code:(\d+)/.exec(say(tools?.stack))?.[1];
  return line === undefined ? { message } : { message, line: Math.max(1, Number(line) - 1) };
}

function firstWords(error: unknown): string {
  return error instanceof Error ? (error.message.trim().split("\n", 1)[0] ?? "") : String(error);
}
