import { styleText } from "node:util";
import { catalog } from "@orrery/nodes/catalog";
import { type CompileResult, compileText } from "@orrery/plan";
import { FileProblem, readFileWord } from "../read-file-word.ts";
import { describeBounds } from "./describe-bounds.ts";
import { countDiagnostics, type Paint, reportDiagnostics } from "./report.ts";

const usage = "Usage: pnpm orrery check FILE [--json]";

/** Colours for a terminal, and only there. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (tone, text) => styleText(tone, text, { stream });
}

/** The contract of `check --json`: one object. */
function asJson({ plan, hash, diagnostics, bounds, capabilities }: CompileResult): string {
  return JSON.stringify({ ok: plan !== null, hash, diagnostics, bounds, capabilities });
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

/** `orrery check FILE [--json]`. @returns 0 where it can run, 1 with errors, 2 for wrong usage. */
export async function checkVerb(words: readonly string[]): Promise<number> {
  const files = words.filter((word) => !word.startsWith("--"));
  const [file] = files;
  if (file === undefined || files.length > 1 || words.some((word) => word.startsWith("--") && word !== "--json")) {
    console.error(usage);
    return 2;
  }
  let source: string;
  try {
    source = readFileWord(file, process.env);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    console.error(error.message);
    return 2;
  }
  const result = compileText(source, { catalog });
  if (words.includes("--json")) console.log(asJson(result));
  else tell(file, source, result);
  return result.plan === null ? 1 : 0;
}
