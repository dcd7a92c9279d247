import { DatabaseProblem } from "@orrery/db/check";
import { generateClient } from "@orrery/db/generate";
import { parseGraph } from "@orrery/graph";
import { validateJson } from "@orrery/node-kit";
import { compileText, type Diagnostic } from "@orrery/plan";
import { paintFor } from "../check/check-verb.ts";
import { fileMeans } from "../check/file-means.ts";
import { countDiagnostics, reportDiagnostics } from "../check/report.ts";
import { FileProblem, readFileWord } from "../read-file-word.ts";
import { readSettings } from "../up/read-settings.ts";
import { StartProblem } from "../up/start-problem.ts";
import type { RunOrder } from "./carry-out.ts";
import { exitCodeOf, type RunError, type RunResult } from "./run-result.ts";
import { type RunWords, readRunWords, UsageProblem } from "./run-words.ts";
import { inTime, tellEvent } from "./tell-event.ts";

type Ending = Omit<RunResult, "durationMs">;

/** A run that is not begun, with what to tell a person who reads it. */
class Refusal extends Error {
  readonly error: RunError;
  constructor(error: RunError, words: string) {
    super(words);
    this.error = error;
  }
}

function asDetails(diagnostics: readonly Diagnostic[]): Pick<RunError, "details"> {
  return { details: { diagnostics: JSON.parse(JSON.stringify(diagnostics)) } };
}

/** The graph and its plan, once the input fits it; else a `Refusal`. Nothing has been started by then. */
function prepare({ file, input }: RunWords): Pick<RunOrder, "graph" | "plan"> {
  const source = readFileWord(file, process.env);
  const parsed = parseGraph(source);
  // What it calls is known to the workspace: that is looked at when the run is made.
  const { plan, diagnostics } = compileText(source, fileMeans([], process.env, "some"));
  if (plan === null || !parsed.ok) {
    const message = `${file}: ${countDiagnostics(diagnostics)}.`;
    const report = reportDiagnostics(diagnostics, { file, source, paint: paintFor(process.stderr) });
    throw new Refusal({ code: "PLAN", message, ...asDetails(diagnostics) }, `${report}\n\n${message}`);
  }
  const problems = validateJson(plan.inputSchema, input);
  if (problems.length > 0) {
    const lines = problems.map(({ path, message }) => `  ${path === "" ? "" : `${path}: `}${message}`);
    const message = `The input does not fit ${file}:\n${lines.join("\n")}`;
    const details = { problems: problems.map(({ path, message: why }) => ({ path, message: why })) };
    throw new Refusal({ code: "INPUT", message, details }, message);
  }
  return { graph: parsed.graph, plan };
}

/** Aborts at the first signal to stop; a second one ends the process at once. */
function untilTold(): AbortSignal {
  const told = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (told.signal.aborted) process.exit(3);
      told.abort();
    });
  }
  return told.signal;
}

async function begin(words: RunWords, root: string): Promise<Ending> {
  const stop = untilTold();
  const prepared = prepare(words);
  const settings = readSettings(process.env, { root, cwd: process.cwd(), mode: "production" });
  const paint = paintFor(process.stderr);
  const say = (line: string): void => console.error(line);
  // What follows imports the generated database client, which a fresh clone does not have yet.
  await generateClient(root);
  const { carryOut } = await import("./carry-out.ts");
  return carryOut({
    ...prepared,
    input: words.input,
    wait: words.wait,
    settings,
    stop,
    say,
    onStarted: (runId) => {
      if (!words.json) say(paint("dim", `Run ${runId}`));
    },
    onEvent: (event, state) => {
      const line = words.json ? null : tellEvent(event, state, { graph: prepared.graph, paint });
      if (words.json) console.log(JSON.stringify(event));
      if (line !== null) say(line);
    },
  });
}

function refused(error: RunError): Ending {
  return { type: "result", runId: null, status: "refused", output: null, error };
}

/** What went wrong before there was a run: said to people, and turned into a result. */
function endingOf(error: unknown): Ending {
  if (error instanceof Refusal) {
    console.error(error.message);
    return refused(error.error);
  }
  if (error instanceof UsageProblem || error instanceof FileProblem) {
    console.error(error.message);
    return refused({ code: "USAGE", message: error.message });
  }
  if (error instanceof StartProblem || error instanceof DatabaseProblem) {
    console.error(error.message);
    const code = error instanceof DatabaseProblem ? error.code : "START";
    return { type: "result", runId: null, status: "failed", output: null, error: { code, message: error.message } };
  }
  const message = `The run could not be followed: ${error instanceof Error ? error.message : String(error)}`;
  console.error(message);
  return { type: "result", runId: null, status: "failed", output: null, error: { code: "INTERNAL", message } };
}

function tellEnding({ status, output, error, runId, durationMs }: RunResult): void {
  const paint = paintFor(process.stderr);
  const time = inTime(durationMs);
  if (status === "succeeded") {
    console.log(JSON.stringify(output, null, 2));
    console.error(paint("green", `Done in ${time}.`));
  } else if (status === "failed" && runId !== null) {
    console.error(paint("red", `Failed after ${time}: ${error?.message ?? "no reason is known"} (${error?.code})`));
  } else if (status === "cancelled") console.error(`Stopped after ${time}.`);
  else if (status === "waiting") {
    console.error(`Run ${runId} waits. It goes on in the studio (npx -y pnpm start); --wait would have stayed for it.`);
  }
}

/**
 * `orrery run FILE [--input JSON|@FILE] [--json] [--wait]`: needs no sign-in, starts what it needs, leaves nothing running.
 * @returns 0 done, 1 failed, 2 refused before it began, 3 cancelled, 4 only waits for people or far times.
 */
export async function runVerb(words: readonly string[], root: string): Promise<number> {
  const begun = performance.now();
  let ending: Ending;
  try {
    ending = await begin(readRunWords(words, process.env), root);
  } catch (error) {
    ending = endingOf(error);
  }
  const result: RunResult = { ...ending, durationMs: Math.round(performance.now() - begun) };
  if (words.includes("--json")) console.log(JSON.stringify(result));
  else tellEnding(result);
  return exitCodeOf(result);
}
