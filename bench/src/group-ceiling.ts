import type { RunStore } from "@orrery/db";
import type { PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";

/** As many connections as the journal has batches under way. */
const writers = 2;
const rounds = 3;

/** Rows of one transaction as columns: events, then values. */
type Batch = readonly (readonly unknown[])[];

/**
 * What group commit carries on this machine, rows/s, when nobody thinks: the very rows of events and values that these runs
 * have left, under new ids, into copies of the two tables with the same indexes and a partition, by a prepared statement.
 * The shape is the journal's: two connections, each with half of the runs; a transaction brings one event and one value of
 * each of its runs, and the next begins when it has returned. The rows are put together before the clock starts. There is no
 * fence and no update of a run's row. Leaves nothing behind.
 */
export async function groupCeiling(store: RunStore, runIds: readonly string[]): Promise<number> {
  const share = Math.ceil(runIds.length / writers);
  const shares = Array.from({ length: writers }, (_, i) => runIds.slice(i * share, (i + 1) * share));
  const clients = await Promise.all(shares.map(() => store.pool.connect()));
  const [first] = clients;
  if (first === undefined) return Number.NaN;
  try {
    for (const table of ["event", "value"]) {
      await first.query(
        `CREATE TABLE bench_${table} (LIKE run_${table} INCLUDING ALL) PARTITION BY RANGE (run_id);
        CREATE TABLE bench_${table}_all PARTITION OF bench_${table} DEFAULT`,
      );
    }
    const work = await Promise.all(shares.map((ids) => rowsOf(store, ids)));
    const batches = work.map((rows) => Array.from({ length: rounds }, () => batchesOf(rows)).flat());
    const from = performance.now();
    await Promise.all(clients.map((client, i) => writeAll(client, batches[i] ?? [])));
    const seconds = (performance.now() - from) / 1000;
    return (rounds * work.flatMap((rows) => [...rows.events, ...rows.values]).length) / seconds;
  } finally {
    await first.query("DROP TABLE IF EXISTS bench_event, bench_value");
    for (const client of clients) client.release();
  }
}

async function writeAll(client: PoolClient, batches: readonly Batch[]): Promise<void> {
  for (const batch of batches) {
    await client.query({
      name: "bench-group",
      text: `WITH events AS (
          INSERT INTO bench_event (run_id, seq, at, epoch, type, step_key, attempt, body)
          SELECT * FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::int[], $5::text[], $6::text[], $7::int[], $8::json[])
        )
        INSERT INTO bench_value (run_id, id, workspace_id, bytes, kind, labels, preview, data)
        SELECT * FROM unnest($9::uuid[], $10::uuid[], $11::text[], $12::int[], $13::text[], $14::json[], $15::text[], $16::json[])`,
      values: batch.map((column) => [...column]),
    });
  }
}

interface Row {
  readonly run: string;
  /** Which one of its run. */
  readonly nth: number;
  readonly rest: readonly unknown[];
}

interface Rows {
  readonly events: readonly Row[];
  readonly values: readonly Row[];
}

/** Columns behind the run's id; JSON as text. */
const columns = {
  event: ["seq", "at::text", "epoch", "type", "step_key", "attempt", "body::text"],
  value: ["id", "workspace_id", "bytes", "kind", "labels::text", "preview", "data::text"],
};

async function rowsOf(store: RunStore, runIds: readonly string[]): Promise<Rows> {
  const read = async (table: "event" | "value", order: string): Promise<readonly Row[]> => {
    const { rows } = await store.pool.query<unknown[]>({
      rowMode: "array",
      text: `SELECT run_id, row_number() OVER (PARTITION BY run_id ORDER BY ${order})::int, ${columns[table].join(", ")}
        FROM run_${table} WHERE run_id = ANY($1::uuid[])`,
      values: [runIds],
    });
    return rows.map(([run, nth, ...rest]) => ({ run: String(run), nth: Number(nth), rest }));
  };
  return { events: await read("event", "seq"), values: await read("value", "id") };
}

/** One transaction for each place in the logs, under ids that nobody has. */
function batchesOf({ events, values }: Rows): readonly Batch[] {
  const ids = new Map(events.map(({ run }) => [run, uuidv7()]));
  const columnsOf = (rows: readonly Row[], nth: number, width: number): Batch => {
    const chosen = rows.filter((row) => row.nth === nth);
    return [
      chosen.map(({ run }) => ids.get(run) ?? run),
      ...Array.from({ length: width }, (_, i) => chosen.map(({ rest }) => rest[i] ?? null)),
    ];
  };
  const longest = Math.max(...events.map(({ nth }) => nth), ...values.map(({ nth }) => nth));
  return Array.from({ length: longest }, (_, i) => [
    ...columnsOf(events, i + 1, columns.event.length),
    ...columnsOf(values, i + 1, columns.value.length),
  ]);
}
