import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { installation } from "./fixtures/installation.ts";

/** Debian's browser where it is; otherwise the one that `playwright install chromium` has fetched. */
const DEBIAN_CHROMIUM = "/usr/bin/chromium";

const here = await installation();

export default defineConfig({
  testDir: "scenarios",
  outputDir: ".results/artifacts",
  globalSetup: "./fixtures/start-orrery.ts",
  // One Orrery and two cores for all scenarios; some of them kill its executor.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    baseURL: here.url,
    storageState: here.storageState,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(existsSync(DEBIAN_CHROMIUM) && { executablePath: DEBIAN_CHROMIUM }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
