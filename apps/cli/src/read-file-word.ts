import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** A file that was named on the command line and cannot be read; the message is for people. */
export class FileProblem extends Error {}

/**
 * Reads a file named on the command line as text; `-` is standard input. A relative name is relative to the folder in
 * which the person called, which the package runner hands on as INIT_CWD.
 * @throws FileProblem
 */
export function readFileWord(name: string, env: Readonly<Record<string, string | undefined>>): string {
  try {
    return readFileSync(name === "-" ? 0 : resolve(env.INIT_CWD || process.cwd(), name), "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why =
      code === "ENOENT"
        ? "There is no such file"
        : code === "EISDIR"
          ? "It is a folder"
          : code === "EACCES"
            ? "It may not be read"
            : `It cannot be read (${code || String(error)})`;
    throw new FileProblem(`${name}: ${why}.`);
  }
}
