import type { RunFacts } from "@orrery/engine";
import type { SqlRunner } from "../run-log/sql-runner.ts";

/**
 * Somebody else who wants each ended run once. Runs in the transaction that counts these runs: what it writes through
 * `client` lands exactly once a run, or not at all and is tried again. It must not throw for what one run says, or no run is
 * counted any more. Old runs come too, in any order (`endedAt` says when they ended); a run comes some seconds after its end.
 */
export type FactSink = (client: SqlRunner, runs: readonly RunFacts[]) => Promise<void>;
