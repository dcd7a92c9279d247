import { spawn } from "node:child_process";
import { delimiter, join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "..");

export type CommandResult = { readonly code: number; readonly output: string; readonly seconds: number };

/**
 * Runs a program from the repository's root, its own tools first on the PATH.
 * @param command.show prints what it says as it says it; otherwise it is only kept.
 * @returns its exit code (1 when it was killed or is not there), and all it said.
 */
export function runCommand(command: {
  readonly run: readonly [string, ...string[]];
  readonly show?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<CommandResult> {
  const [program, ...args] = command.run;
  const begun = performance.now();
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: {
        ...process.env,
        ...command.env,
        PATH: `${join(ROOT, "node_modules/.bin")}${delimiter}${process.env.PATH}`,
      },
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString("utf8");
        if (command.show === true) process.stdout.write(chunk);
      });
    }
    const end = (code: number): void => done({ code, output, seconds: (performance.now() - begun) / 1000 });
    child.once("error", (error) => {
      output += String(error);
      end(1);
    });
    child.once("close", (code) => end(code ?? 1));
  });
}
