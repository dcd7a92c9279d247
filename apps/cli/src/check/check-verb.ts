import { styleText } from "node:util";
import { type CompileResult, compileText } from "@orrery/plan";
import { FileProblem, readFileWord } from "../read-file-word.ts";
import { describeBounds } from "./describe-bounds.ts";
import { fileMeans } from "./file-means.ts";
import { readFileWords, UnknownWord } from "./read-file-words.ts";
import { countDiagnostics, type Paint, reportDiagnostics } from "./report.ts";

const usage = "Usage: pnpm orrery check FILE [--with ID@VERSION=FILE] [--json]";

/** Colours for a terminal, and only there. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (tone, text) => styleText(tone, text, { stream });
}

/** The contract of `check --json`: one object. The hash covers what is called, so there is none where that is not known. */
function asJson({ plan, hash, diagnostics, bounds, capabilities }: CompileResult): string {
  const isFinal = !diagnostics.some(({ code }) => code === "ORR_CALL_ELSEWHERE" || code === "ORR_TOOL_ELSEWHERE");
  return JSON.stringify({ ok: plan !== null, hash: isFinal ? hash : null, diagnostics, bounds, capabilities });
}

function tell(file: string, source: string, result: CompileResult): void {
  const paint = paintFor(process.stdout);
  if (result.diagnostics.length > 0) {
    console.log(`${reportDiagnostics(result.diagnostics, { file, source, paint })}\n`);
  }
  const counted = countDiagnostics(result.diagnostics);
  if (result.plan === null) console.log(paint("red", `${file}: ${counted}.`));
  else {
    console.log(`${paint("green", `${file}: ready to run${counted === "" ? "" : `, ${counted}`}.`)}`);
    for (const line of describeBounds(result.plan)) console.log(line);
  }
}

/** `orrery check FILE [--with ID@VERSION=FILE]… [--json]`. @returns 0 where it can run, 1 with errors, 2 for wrong usage. */
export async function checkVerb(words: readonly string[]): Promise<number> {
  try {
    const { file, called, flags } = readFileWords(words, ["--json"]);
    const source = readFileWord(file, process.env);
    const result = compileText(source, fileMeans(called, process.env, "some"));
    if (flags.has("--json")) console.log(asJson(result));
    else tell(file, source, result);
    return result.plan === null ? 1 : 0;
  } catch (error) {
    if (!(error instanceof FileProblem || error instanceof UnknownWord)) throw error;
    console.error(error instanceof UnknownWord ? usage : error.message);
    return 2;
  }
}
