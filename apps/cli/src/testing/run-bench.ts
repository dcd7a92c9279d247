import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CliCall, type CliOptions, callCli } from "./call-cli.ts";

export interface RunBench {
  /** Where the person is; also holds the data folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file there and gives its name. */
  file(name: string, text: string): string;
  /** Calls `orrery run` there. */
  run(words: readonly string[], options?: CliOptions): Promise<CliCall>;
  /** Whether the built-in Postgres of the data folder has been left running. */
  postgresRuns(): boolean;
  remove(): void;
}

/** A folder of its own, with its own data, to run graphs in. */
export function createRunBench(): RunBench {
  const folder = mkdtempSync(join(tmpdir(), "orrery-run-"));
  const data = join(folder, "data");
  const env = {
    ORRERY_DATA: data,
    PORT: "3901",
    EXECUTOR_PORT: "3902",
    DATABASE_URL: "",
    ORRERY_MODEL_BASE_URL: "",
  };
  return {
    folder,
    env,
    file(name, text) {
      writeFileSync(join(folder, name), text);
      return name;
    },
    run: (words, options = {}) =>
      callCli(["run", ...words], { cwd: folder, ...options, env: { ...env, ...options.env } }),
    postgresRuns: () => existsSync(join(data, "postgres", "postmaster.pid")),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The lines of `--json`: the events, and the result last. Every line has to be JSON. */
export function readLines({ out }: CliCall): {
  readonly types: readonly string[];
  readonly seqs: readonly number[];
  readonly result: Readonly<Record<string, unknown>>;
} {
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line): Record<string, unknown> => JSON.parse(line));
  const result = lines.pop() ?? {};
  return { types: lines.map((line) => String(line.type)), seqs: lines.map((line) => Number(line.seq)), result };
}
