import type { RunStore } from "@orrery/db";

const pollMs = 10;
const patienceMs = 60_000;

/** Resolves once all of these runs have succeeded. Rejects when one ended otherwise, or after a minute. */
export async function untilSucceeded(store: RunStore, runIds: readonly string[]): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await store.pool.query<{ status: string; n: number }>({
      name: "bench-ended",
      text: "SELECT status, count(*)::int AS n FROM run WHERE id = ANY($1::uuid[]) GROUP BY status",
      values: [runIds],
    });
    const bad = rows.find(({ status }) => status === "failed" || status === "cancelled");
    if (bad !== undefined) throw new Error(`${bad.n} runs ended as ${bad.status}.`);
    if (rows.find(({ status }) => status === "succeeded")?.n === runIds.length) return;
    if (performance.now() > end) throw new Error(`The runs did not end within ${patienceMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
