import { existsSync } from "node:fs";
import { runCommand } from "./run-command.ts";

/**
 * Makes sure of a browser for the e2e tests: Debian's Chromium is installed where it is missing and we may (root on
 * Debian). Elsewhere a person installs one; the e2e suite says so when it finds none.
 */
export async function ensureBrowser(): Promise<void> {
  if (existsSync("/usr/bin/chromium") || !existsSync("/etc/debian_version") || process.getuid?.() !== 0) return;
  console.log("No browser: installing Debian's chromium ...");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runCommand({ run: ["apt-get", "update"], env });
  const { code, output } = await runCommand({
    run: ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
    env,
  });
  if (code !== 0) console.log(output);
}
