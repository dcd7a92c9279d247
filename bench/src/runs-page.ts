import { resolve } from "node:path";
import { createDb, openRunStore } from "@orrery/db";
import { withScratchCluster } from "@orrery/db/embedded";
import { migrate } from "@orrery/db/migrate";
import { commandSchema } from "@orrery/engine";
import { catalog } from "@orrery/nodes/catalog";
import { createCompiler } from "@orrery/plan";
import { createServices, type ListRunsInput, listRuns, type ServiceContext } from "@orrery/services";
import type { Benchmark } from "./benchmark.ts";
import { fillRuns, wordsOfRuns } from "./fill-runs.ts";
import { median } from "./percentile.ts";

const runs = 1_000_000;
const rounds = 7;

/**
 * A page of the runs list among a million runs, as the studio's server reads it: the newest, later pages, and by workflow,
 * state, origin, time, and words that all runs have, few, none, and never together. `runs_page_ms` is the median of the
 * pages' own medians, `runs_page_worst_ms` the slowest of these. In a Postgres of its own that is not durable.
 */
export const runsPage: Benchmark = {
  measures: [
    { name: "runs_page_ms", unit: "ms", target: { is: "at most", value: 200 } },
    { name: "runs_page_worst_ms", unit: "ms" },
  ],
  run: () => withScratchCluster(measure),
};

async function measure(databaseUrl: string): Promise<Readonly<Record<string, number>>> {
  await migrate(databaseUrl, resolve(import.meta.dirname, "../../prisma/migrations"));
  const store = openRunStore({ databaseUrl, poolSize: 4, parseCommand: (row) => commandSchema.parse(row) });
  try {
    await store.bus.ready;
    const db = createDb(store.pool);
    const services = createServices({
      db,
      pool: store.pool,
      catalog,
      compile: createCompiler({ catalog }).compile,
      models: {
        list: () => Promise.resolve([]),
        lookForLocal: () => Promise.resolve([]),
        test: () => Promise.reject(new Error("No model is asked here.")),
      },
      bus: store.bus,
      log: store.log,
      values: store.values,
      archives: store.archives,
    });
    const ctx: ServiceContext = { services, actor: { kind: "local", workspaceId: "default", role: "owner" } };
    const [workflowId = ""] = await fillRuns(store.pool, runs);
    const middle = await store.pool.query<{ id: string }>("SELECT run_id_at(now() - interval '15 days') AS id");
    const pages = pagesOf(workflowId, middle.rows[0]?.id ?? "");
    const times = pages.map((): number[] => []);
    // Turn by turn, so that what disturbs the machine disturbs all alike.
    for (let round = 0; round < rounds; round += 1) {
      for (const [i, { input, found }] of pages.entries()) {
        const from = performance.now();
        const page = await listRuns({ ctx, input });
        times[i]?.push(performance.now() - from);
        if (page.runs.length !== found) throw new Error(`${JSON.stringify(input)} gave ${page.runs.length} runs.`);
      }
    }
    const medians = times.map(median);
    await db.$disconnect();
    return { runs_page_ms: median(medians), runs_page_worst_ms: Math.max(...medians) };
  } finally {
    await store.close();
  }
}

interface Page {
  readonly input: ListRunsInput;
  /** How many runs are on it. */
  readonly found: number;
}

function pagesOf(workflowId: string, middle: string): readonly Page[] {
  const { every, few, half, otherHalf, none } = wordsOfRuns;
  const full: readonly ListRunsInput[] = [
    {},
    { cursor: middle },
    { workflowId },
    { status: "failed" },
    { origin: "api-key" },
    { to: Date.now() - 10 * 86_400_000 },
    { text: every },
    { text: few },
    { text: few, cursor: middle },
    { text: `${every} ${few}` },
    { text: half, status: "failed" },
  ];
  const empty: readonly ListRunsInput[] = [
    { status: "waiting" },
    { text: none },
    { text: `${every} ${none}` },
    { text: `${half} ${otherHalf}` },
  ];
  return [...full.map((input) => ({ input, found: 50 })), ...empty.map((input) => ({ input, found: 0 }))];
}
