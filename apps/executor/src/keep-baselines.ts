import { learnRuns } from "@orrery/db/baseline";
import type { RunFacts } from "@orrery/engine";

/**
 * Learns from ended runs what their steps usually do, and writes down and tells what is not as usual: a sink of the one pass
 * over ended runs, in the transaction that counts them.
 */
export function keepBaselines(env: Readonly<Record<string, string | undefined>>) {
  const studio = (env.ORRERY_URL || `http://127.0.0.1:${env.PORT || "3000"}`).replace(/\/+$/, "");
  const addressOf = (runId: string): string => `${studio}/runs/${runId}`;
  return (client: Parameters<typeof learnRuns>[0], runs: readonly RunFacts[]): Promise<void> =>
    learnRuns(client, runs, { addressOf });
}
