import { relative } from "node:path";
import fc from "fast-check";
import { expect, inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** What seeded tests begin with: `ORRERY_SEED`, read once for all of them in vitest.config.ts. */
    readonly seed: number;
  }
}

const seed = inject("seed");

/** Runs before each file: its properties begin with the seed, and say with a failure how to see it again. */
fc.configureGlobal({
  seed,
  reporter: (run) => {
    if (!run.failed) return;
    const file = relative(process.cwd(), expect.getState().testPath ?? "");
    const again = `Again: ORRERY_SEED=${run.seed} npx -y pnpm exec vitest run ${file}`;
    throw new Error(`${fc.defaultReportMessage(run)}\n${again}`, { cause: run.errorInstance });
  },
});
