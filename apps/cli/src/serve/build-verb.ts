import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateClient } from "@orrery/db/generate";
import { buildViewer } from "@orrery/viewer/build";
import { buildStudio } from "../up/build-studio.ts";
import { StartProblem } from "../up/start-problem.ts";

/** `orrery build`: makes what the studio and the executor need from the sources, and starts nothing. @returns the exit code. */
export async function buildVerb(words: readonly string[], root: string): Promise<number> {
  if (words[0] !== undefined) {
    console.error("orrery build takes no words.");
    return 2;
  }
  const logs = await mkdtemp(join(tmpdir(), "orrery-build-"));
  // A build notes there which process it is.
  await mkdir(join(logs, "run"));
  try {
    const isMade = await generateClient(root);
    console.log(`Database client: ${isMade ? "generated" : "up to date"}`);
    const isBundled = await buildViewer(root);
    console.log(`Viewer: ${isBundled ? "bundled" : "up to date"}`);
    const isBuilt = await buildStudio({
      root,
      dataDir: logs,
      onBuild: () => console.log("Building the studio ..."),
      register: ({ stop }) => {
        for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());
      },
    });
    console.log(`Studio: ${isBuilt ? "built" : "up to date"}`);
    await rm(logs, { recursive: true, force: true });
    return 0;
  } catch (error) {
    // The log of a build that failed stays: the message names it.
    if (!(error instanceof StartProblem)) throw error;
    console.error(error.message);
    return 1;
  }
}
