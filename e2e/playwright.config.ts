import { defineConfig } from "@playwright/test";
import { findBrowser } from "./fixtures/find-browser.ts";
import { installation } from "./fixtures/installation.ts";

const here = await installation();
const browser = findBrowser();

export default defineConfig({
  testDir: "scenarios",
  outputDir: ".results/artifacts",
  globalSetup: "./fixtures/start-orrery.ts",
  // One Orrery and two cores for all scenarios; some of them kill its executor.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // Only what never comes is to fail of these: a busy machine takes ten times as long now and then.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  // One bad moment of a machine is told as "flaky", by name, at the end of the list; twice in a row is a failure.
  retries: 1,
  reporter: [["list"]],
  use: {
    baseURL: here.url,
    storageState: here.storageState,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(browser !== undefined && { executablePath: browser }),
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
