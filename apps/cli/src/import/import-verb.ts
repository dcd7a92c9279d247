import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { describeReport, readForeign, summariseReport, withReportNote } from "@orrery/foreign";
import { formatGraph } from "@orrery/graph";
import { FileProblem, readFileWord } from "../read-file-word.ts";

const usage = "Usage: pnpm orrery import FILE [--out FILE] [--json]";

/**
 * `orrery import FILE [--out FILE] [--json]`: reads a workflow of n8n, Flowise, Dify or Langflow and says what comes across;
 * with `--out` the graph is written, to be checked, run, or imported in the studio.
 * @returns 0 where it could be read, 1 where it could not, 2 for wrong usage.
 */
export async function importVerb(words: readonly string[]): Promise<number> {
  const asked = readWords(words);
  if (asked === null) {
    console.error(usage);
    return 2;
  }
  try {
    const read = readForeign(readFileWord(asked.file, process.env));
    if (read.kind === "other") {
      console.error(`${asked.file}: This is not a workflow of n8n, Flowise, Dify or Langflow.`);
      return 1;
    }
    if (read.kind === "refused") {
      for (const { code, message } of read.diagnostics) console.error(`${asked.file}: ${message} (${code})`);
      return 1;
    }
    const graph = withReportNote(read.graph, read.report);
    if (asked.out !== null) {
      writeFileSync(resolve(process.env.INIT_CWD || process.cwd(), asked.out), `${formatGraph(graph)}\n`);
    }
    if (asked.isJson) console.log(JSON.stringify({ report: read.report, graph }));
    else {
      console.log(describeReport(read.report));
      if (asked.out !== null) console.log(`\nWritten to ${asked.out}: ${summariseReport(read.report)}.`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    console.error(error.message);
    return 2;
  }
}

interface Asked {
  readonly file: string;
  readonly out: string | null;
  readonly isJson: boolean;
}

function readWords(words: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { out: { type: "string" }, json: { type: "boolean" } },
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0) return null;
    return { file, out: values.out ?? null, isJson: values.json === true };
  } catch {
    return null;
  }
}
