import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import { ownerContext } from "./chromium.ts";

const idleMs = 10_000;

/** Resident memory of the studio and the executor (with what they started) after a page was opened and nobody does anything. */
export const idleMemory: Benchmark = {
  measures: [{ name: "idle_rss_mb", unit: "MB" }],
  async run(house) {
    const installation = await house.installation();
    const context = await ownerContext(house);
    const page = await context.newPage();
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await context.close();
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    const kilobytes = await residentKilobytes([installation.pidOf("studio"), installation.pidOf("executor")]);
    return { idle_rss_mb: kilobytes / 1024 };
  },
};

async function residentKilobytes(roots: readonly number[]): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  const processes = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set(roots);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const [pid = 0, parent = 0] of processes) if (family.has(parent)) family.add(pid);
  }
  return processes.reduce((sum, [pid = 0, , rss = 0]) => (family.has(pid) ? sum + rss : sum), 0);
}
