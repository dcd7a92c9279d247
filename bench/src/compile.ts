import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import type { CompileTimes } from "./compile-probe.ts";
import { median } from "./percentile.ts";

const rounds = 5;

/** 1,000 nodes of several types: once cold, then again after one changed field. */
export const compile: Benchmark = {
  measures: [
    { name: "compile1000_ms", unit: "ms", target: { is: "at most", value: 100 } },
    { name: "compile1field_ms", unit: "ms", target: { is: "at most", value: 15 } },
  ],
  async run() {
    const times: CompileTimes[] = [];
    // A process of its own each time: nothing is in a cache, and nothing has been compiled by the JIT.
    for (let round = 0; round < rounds; round += 1) {
      const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, "compile-probe.ts")]);
      times.push(JSON.parse(stdout));
    }
    return {
      compile1000_ms: median(times.map(({ cold }) => cold)),
      compile1field_ms: median(times.map(({ field }) => field)),
    };
  },
};
