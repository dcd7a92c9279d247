import { readFileSync } from "node:fs";
import { findBrowser } from "../e2e/fixtures/find-browser.ts";
import { runCommand } from "./run-command.ts";

const APT = { DEBIAN_FRONTEND: "noninteractive" };
/** Another apt may be at work, as on a machine that has just been started. */
const PATIENT = "DPkg::Lock::Timeout=120";

/**
 * Makes sure of a browser for the end-to-end tests: root on Debian gets Debian's Chromium where there is none.
 * @returns nothing when there is one, otherwise in one sentence what a person can do.
 */
export async function ensureBrowser(): Promise<string | undefined> {
  if (findBrowser() !== undefined) return undefined;
  const machine = { osRelease: readOsRelease(), isRoot: process.getuid?.() === 0 };
  if (!mayInstall(machine)) return adviceFor(machine.osRelease);
  console.log("No browser: installing Debian's chromium, which takes about a minute ...");
  const updated = await runCommand({ run: ["apt-get", "-o", PATIENT, "update"], env: APT });
  const installed = await runCommand({
    run: ["apt-get", "-o", PATIENT, "install", "-y", "--no-install-recommends", "chromium"],
    env: APT,
  });
  if (findBrowser() !== undefined) return undefined;
  return `Debian's chromium could not be installed (${lastError(installed.output) ?? lastError(updated.output) ?? "apt-get gave no reason"}): mend that, or install a browser yourself, and run the tests again.`;
}

/** Ubuntu's package of that name only fetches a snap, which does not run in containers. */
export function mayInstall(machine: { readonly osRelease: string; readonly isRoot: boolean }): boolean {
  return machine.isRoot && isDebian(machine.osRelease);
}

/** What somebody without a browser can do. @param osRelease the text of /etc/os-release. */
export function adviceFor(osRelease: string): string {
  const command = isDebian(osRelease)
    ? "`apt-get install chromium` as root"
    : "`npx -y pnpm --dir e2e exec playwright install --with-deps chromium`";
  return `There is no browser on this machine: install one with ${command}, and run the tests again.`;
}

/** The last thing that apt-get calls an error, without its mark. @param output all it said. */
export function lastError(output: string): string | undefined {
  const line = output.split("\n").findLast((text) => /^(E:|Error:)/.test(text.trim()));
  return line
    ?.replace(/^\s*(E:|Error:)\s*/, "")
    .trim()
    .replace(/\.$/, "")
    .slice(0, 300);
}

function isDebian(osRelease: string): boolean {
  return /^ID="?debian"?$/m.test(osRelease);
}

function readOsRelease(): string {
  try {
    return readFileSync("/etc/os-release", "utf8");
  } catch {
    return "";
  }
}
