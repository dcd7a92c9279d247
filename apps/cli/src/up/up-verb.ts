import { DatabaseProblem } from "@orrery/db/check";
import { readSettings } from "./read-settings.ts";
import { StartProblem } from "./start-problem.ts";
import { up } from "./up.ts";

/** `orrery up [--dev]`. @returns the exit code. */
export async function upVerb(words: readonly string[], root: string): Promise<number> {
  const unknown = words.find((word) => word !== "--dev");
  if (unknown !== undefined) {
    console.error(`orrery up does not know ${unknown}. Usage: pnpm orrery up [--dev]`);
    return 2;
  }
  // When whoever reads our lines is gone, the services must still be stopped in order.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  const mode = words.includes("--dev") ? "development" : "production";
  try {
    const settings = readSettings(process.env, { root, cwd: process.cwd(), mode });
    console.log(mode === "development" ? "Orrery, for development" : "Orrery");
    return await up({ settings, say: (line) => console.log(line) });
  } catch (error) {
    if (!(error instanceof StartProblem || error instanceof DatabaseProblem)) throw error;
    console.error(error.message);
    return 1;
  }
}
