import { compileText } from "@orrery/plan";
import { paintFor } from "../check/check-verb.ts";
import { fileMeans } from "../check/file-means.ts";
import { readFileWords, UnknownWord } from "../check/read-file-words.ts";
import { countDiagnostics, reportDiagnostics } from "../check/report.ts";
import { FileProblem, readFileWord } from "../read-file-word.ts";

const usage = "Usage: pnpm orrery plan FILE [--with ID@VERSION=FILE]";

/** `orrery plan FILE [--with ID@VERSION=FILE]…`: the plan as JSON on stdout. @returns 0, 1 for a graph with errors, 2 for wrong usage. */
export async function planVerb(words: readonly string[]): Promise<number> {
  try {
    const { file, called } = readFileWords(words, []);
    const source = readFileWord(file, process.env);
    const { plan, diagnostics } = compileText(source, fileMeans(called, process.env, "all"));
    if (plan !== null) {
      if (diagnostics.length > 0)
        console.error(reportDiagnostics(diagnostics, { file, source, paint: paintFor(process.stderr) }));
      console.log(JSON.stringify(plan, null, 2));
      return 0;
    }
    console.error(reportDiagnostics(diagnostics, { file, source, paint: paintFor(process.stderr) }));
    console.error(`\n${file}: ${countDiagnostics(diagnostics)}.`);
    return 1;
  } catch (error) {
    if (!(error instanceof FileProblem || error instanceof UnknownWord)) throw error;
    console.error(error instanceof UnknownWord ? usage : error.message);
    return 2;
  }
}
