import { catalog } from "@orrery/nodes/catalog";
import { compileText } from "@orrery/plan";
import { paintFor } from "../check/check-verb.ts";
import { countDiagnostics, reportDiagnostics } from "../check/report.ts";
import { FileProblem, readFileWord } from "../read-file-word.ts";

/** `orrery plan FILE`: the plan as JSON on stdout. @returns 0, 1 for a graph with errors, 2 for wrong usage. */
export async function planVerb(words: readonly string[]): Promise<number> {
  const [file] = words;
  if (file === undefined || words.length > 1 || file.startsWith("--")) {
    console.error("Usage: pnpm orrery plan FILE");
    return 2;
  }
  try {
    const source = readFileWord(file, process.env);
    const { plan, diagnostics } = compileText(source, { catalog });
    if (plan !== null) {
      console.log(JSON.stringify(plan, null, 2));
      return 0;
    }
    console.error(reportDiagnostics(diagnostics, { file, source, paint: paintFor(process.stderr) }));
    console.error(`\n${file}: ${countDiagnostics(diagnostics)}.`);
    return 1;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    console.error(error.message);
    return 2;
  }
}
