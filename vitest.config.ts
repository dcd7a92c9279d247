import { defineConfig } from "vitest/config";
import { readSeed } from "./scripts/testing/read-seed.ts";

const purePackages = "packages/{expr,graph,node-kit,plan,engine,ports,foreign}";
const skipped = ["**/node_modules/**", "**/.next/**", "**/generated/**", "e2e/**"];

const seed = readSeed(process.env.ORRERY_SEED);
if (process.env.ORRERY_SEED !== undefined) console.log(`Seeded tests begin with ORRERY_SEED=${seed}.`);

export default defineConfig({
  test: {
    provide: { seed },
    setupFiles: ["scripts/testing/seed-properties.ts", "scripts/testing/leave-nothing.ts"],
    // Only what never ends is to fail of this: on a busy machine everything takes ten times as long now and then.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: [`${purePackages}/**/*.test.ts`],
          exclude: [...skipped, "**/*.sim.test.ts"],
          // They keep no state between files, so that each module is loaded once and not once a file.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          // Minutes of the simulator: part of `pnpm test`, not of `pnpm verify`.
          name: "sim",
          include: [`${purePackages}/**/*.sim.test.ts`],
          exclude: skipped,
          testTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{apps,packages,scripts,bench,chaos}/**/*.test.{ts,tsx}"],
          exclude: [...skipped, `${purePackages}/**`, "**/*.db.test.ts", "**/*.proc.test.ts"],
          // Loading each module once a file took three quarters of the time. So a file must not need a module of its own:
          // what it changes in a process it puts back (`scripts/testing/leave-nothing.ts` does so for clocks and globals).
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{apps,packages,scripts,bench,chaos}/**/*.db.test.ts"],
          exclude: skipped,
          globalSetup: ["packages/db/src/testing/template-database.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "proc",
          include: ["{apps,packages,scripts,bench,chaos}/**/*.proc.test.ts"],
          exclude: skipped,
          // Real processes on two cores: side by side they would only wait for each other.
          fileParallelism: false,
        },
      },
    ],
  },
});
