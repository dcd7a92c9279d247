import type { RunStore } from "@orrery/db";

const pollMs = 10;
const patienceMs = 60_000;

/** Resolves once all of these runs have succeeded. Rejects when one ended otherwise, or after a minute. */
export async function untilSucceeded(store: RunStore, runIds: readonly string[]): Promise<void> {
  await untilStatus(store, runIds, "succeeded");
}

/** Resolves once all of these runs have this status. Rejects when one failed or was cancelled, or after a minute. */
export async function untilStatus(store: RunStore, runIds: readonly string[], wanted: string): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await store.pool.query<{ status: string; n: number }>({
      name: "bench-ended",
      text: "SELECT status, count(*)::int AS n FROM run WHERE id = ANY($1::uuid[]) GROUP BY status",
      values: [runIds],
    });
    const bad = rows.find(({ status }) => status === "failed" || status === "cancelled");
    if (bad !== undefined) throw new Error(`${bad.n} runs ended as ${bad.status}.`);
    if (rows.find(({ status }) => status === wanted)?.n === runIds.length) return;
    if (performance.now() > end) throw new Error(`The runs were not ${wanted} within ${patienceMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
