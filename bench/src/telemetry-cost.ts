import { createServer } from "node:http";
import { submitRuns } from "@orrery/db";
import type { Benchmark } from "./benchmark.ts";
import { chainGraph } from "./chain-graph.ts";
import { type LoneExecutor, startLoneExecutor } from "./lone-executor.ts";
import { median } from "./percentile.ts";
import { cpuMsOf } from "./process-figures.ts";
import { submissionsOf } from "./submissions.ts";
import { untilSucceeded } from "./until-ended.ts";

const runs = 500;
const rounds = 5;
const pollMs = 50;

/**
 * An executor's processor time for 500 runs of ten steps and their export as spans, against the same without; two executors,
 * each with a database of its own, turn by turn. The receiver is in this process and takes everything unread.
 */
export const telemetryCost: Benchmark = {
  measures: [{ name: "telemetry_cpu_ratio", unit: "ratio" }],
  async run(house) {
    const receiver = await openReceiver();
    const executors: LoneExecutor[] = [];
    try {
      const plain = await startLoneExecutor(house);
      executors.push(plain);
      const told = await startLoneExecutor(house, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
      executors.push(told);
      await until(told, "SELECT FROM trace_cursor");
      await cpuOf(plain, false);
      await cpuOf(told, true);
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const without = await cpuOf(plain, false);
        ratios.push((await cpuOf(told, true)) / without);
      }
      return { telemetry_cpu_ratio: median(ratios) };
    } finally {
      for (const executor of executors) await executor.stop();
      receiver.close();
    }
  },
};

async function cpuOf(executor: LoneExecutor, isTold: boolean): Promise<number> {
  const submissions = submissionsOf(chainGraph(9), runs);
  const runIds = submissions.map(({ runId }) => runId);
  const before = cpuMsOf(executor.pid);
  await submitRuns(executor.store.pool, submissions);
  await untilSucceeded(executor.store, runIds);
  if (isTold) await until(executor, allExported);
  return cpuMsOf(executor.pid) - before;
}

/** Every run there is has been found by the exporter, and none is left to be done. */
const allExported = `SELECT FROM trace_cursor WHERE noted_to > (SELECT max(created_at) FROM run)
  AND NOT EXISTS (SELECT FROM run_trace WHERE next_at IS NOT NULL)`;

/** Resolves when the statement has a row. */
async function until({ store }: LoneExecutor, text: string): Promise<void> {
  while ((await store.pool.query(text)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, pollMs));
}

async function openReceiver(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume().once("end", () => response.writeHead(200, { "content-type": "application/x-protobuf" }).end());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
