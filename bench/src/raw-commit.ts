import pg from "pg";
import { median } from "./percentile.ts";

const singles = 400;
const groupRows = 200;
const groupMs = 2_000;
/** About what an event of a log takes. */
const body = "x".repeat(200);

/** What this machine's Postgres can do at best, for comparison: nothing durable can be faster. */
export interface CommitFigures {
  readonly rawCommitMs: number;
  readonly groupCommitRowsPerS: number;
  readonly postgresVersion: string;
}

/**
 * Single rows, each its own commit, on one connection (median); and rows of 200 callers at a time in one statement each, the
 * next as soon as the last has returned. Leaves nothing behind.
 */
export async function measureCommits(databaseUrl: string): Promise<CommitFigures> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const version = await client.query<{ server_version: string }>("SHOW server_version");
    await client.query("CREATE TABLE bench_commit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)");
    try {
      return {
        rawCommitMs: Number((await singleCommits(client)).toFixed(3)),
        groupCommitRowsPerS: Math.round(await groupCommits(client)),
        postgresVersion: version.rows[0]?.server_version.split(" ")[0] ?? "unknown",
      };
    } finally {
      await client.query("DROP TABLE bench_commit");
    }
  } finally {
    await client.end();
  }
}

async function singleCommits(client: pg.Client): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < singles * 1.25; i += 1) {
    const from = performance.now();
    await client.query({ name: "one", text: "INSERT INTO bench_commit (body) VALUES ($1)", values: [body] });
    samples.push(performance.now() - from);
  }
  return median(samples.slice(-singles));
}

async function groupCommits(client: pg.Client): Promise<number> {
  const from = performance.now();
  let written = 0;
  while (performance.now() - from < groupMs) {
    await client.query({
      name: "group",
      text: "INSERT INTO bench_commit (body) SELECT * FROM unnest($1::text[])",
      values: [Array.from({ length: groupRows }, () => body)],
    });
    written += groupRows;
  }
  return (written / (performance.now() - from)) * 1000;
}
