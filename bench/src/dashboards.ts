import { resolve } from "node:path";
import { type CountedRun, sumRuns, writeSums } from "@orrery/db/dashboard";
import { withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import type { NodeFact } from "@orrery/engine";
import { readDashboard } from "@orrery/services";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { Benchmark } from "./benchmark.ts";
import { median } from "./percentile.ts";

const runs = 1_000_000;
const workflows = 20;
const nodesOfEach = 10;
const dayMs = 86_400_000;
const spanMs = 30 * dayMs;
const atOnce = 5_000;
const rounds = 9;

/**
 * A dashboard over a million runs of 30 days (20 workflows of 10 steps, every hour), as the studio's server reads it: of the
 * workspace over a day, a week and 30 days, and of a workflow. `dashboard_ms` is the slowest of their medians. What the runs
 * tell is made up; it is summed and written as the executor does it. In a Postgres of its own that is not durable.
 */
export const dashboards: Benchmark = {
  measures: [{ name: "dashboard_ms", unit: "ms", target: { is: "at most", value: 200 } }],
  run: () => withScratchCluster(measure),
};

async function measure(databaseUrl: string): Promise<Readonly<Record<string, number>>> {
  await migrate(databaseUrl, resolve(import.meta.dirname, "../../prisma/migrations"));
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  try {
    const now = Date.now();
    const ids = Array.from({ length: workflows }, () => uuidv7());
    for (const [index, id] of ids.entries()) {
      await pool.query("INSERT INTO workflow (id, workspace_id, name) VALUES ($1, 'default', $2)", [
        id,
        `Flow ${index}`,
      ]);
    }
    for (let from = 0; from < runs; from += atOnce) {
      const batch = Array.from({ length: atOnce }, (_, i) => runOf(from + i, ids, now));
      await writeSums({ query: (statement) => pool.query(statement) }, sumRuns(batch));
    }
    await pool.query("VACUUM ANALYZE run_tally, node_tally, fault_tally");
    const [workflowId = ""] = ids;
    const questions = [1, 7, 30].flatMap((days) => {
      const range = { from: now - days * dayMs, to: now };
      return [range, { ...range, workflowId }];
    });
    const times = questions.map((): number[] => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [i, question] of questions.entries()) {
        const begun = performance.now();
        const seen = await readDashboard(pool, "default", { question, now });
        times[i]?.push(performance.now() - begun);
        if (seen === null || seen.totals.succeeded === 0) throw new Error("The dashboard shows no runs.");
      }
    }
    return { dashboard_ms: Math.max(...times.map(median)) };
  } finally {
    await pool.end();
  }
}

function runOf(index: number, ids: readonly string[], now: number): CountedRun {
  const createdAt = now - spanMs + Math.floor((index * spanMs) / runs);
  const isBad = index % 25 === 0;
  const ms = 200 + ((index * 7_919) % 20_000);
  const nodes = Array.from({ length: nodesOfEach }, (_, place) => nodeOf(place, isBad && place === 9, ms));
  const usd = nodes.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
  return {
    facts: {
      ...{ runId: uuidv7({ msecs: createdAt }), workspaceId: "default", versionHash: "plan" },
      workflowId: ids[index % ids.length] ?? null,
      status: isBad ? "failed" : "succeeded",
      ...{ createdAt, startedAt: createdAt, endedAt: createdAt + ms },
      ...{ errorCode: isBad ? "HTTP_500" : null, errorNodeId: isBad ? "step9" : null },
      ...{ costUsd: usd, tokens: 100, nodes },
    },
    names: new Map(),
  };
}

function nodeOf(place: number, isBad: boolean, ms: number): NodeFact {
  return {
    ...{ nodeId: `step${place}`, nodeType: "prompt", nodeHash: "hash", isContainer: false },
    ...{ steps: 1, kept: 0, failed: isBad ? 1 : 0, attempts: 1 },
    ...{
      ms: Math.round((ms * (place + 1)) / 60),
      waitMs: 0,
      costUsd: place < 3 ? 0.001 : null,
      tokens: place < 3 ? 30 : 0,
    },
    outcome: isBad ? "failed" : "succeeded",
    ...{ errorCode: isBad ? "HTTP_500" : null, errorCodes: isBad ? ["HTTP_500"] : [], handles: { out: 1 } },
  };
}
