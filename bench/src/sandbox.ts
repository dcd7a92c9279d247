import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import { median } from "./percentile.ts";
import type { SandboxTimes } from "./sandbox-probe.ts";

const rounds = 5;

/**
 * A small call of user code: `sandbox_ms` in a worker that is there (median), `sandbox_cold_ms` in a process that has none;
 * and how long code that never ends is really allowed, at a limit of 200 ms, by the worse of two ways to be stopped.
 */
export const sandbox: Benchmark = {
  measures: [
    { name: "sandbox_ms", unit: "ms", target: { is: "at most", value: 5 } },
    { name: "sandbox_cold_ms", unit: "ms" },
    { name: "sandbox_stop_ms", unit: "ms", target: { is: "at most", value: 500 } },
  ],
  async run() {
    const times: SandboxTimes[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const probe = join(import.meta.dirname, "sandbox-probe.ts");
      const { stdout } = await promisify(execFile)(process.execPath, ["--disable-warning=ExperimentalWarning", probe]);
      times.push(JSON.parse(stdout));
    }
    return {
      sandbox_ms: median(times.map(({ warm }) => warm)),
      sandbox_cold_ms: median(times.map(({ cold }) => cold)),
      sandbox_stop_ms: median(times.map(({ stop }) => stop)),
    };
  },
};
