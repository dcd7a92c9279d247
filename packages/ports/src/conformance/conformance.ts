import { commandConformance } from "./command-conformance.ts";
import type { ConformanceWorld, TestRunner } from "./conformance-world.ts";
import { leaseConformance } from "./lease-conformance.ts";
import { logConformance } from "./log-conformance.ts";
import { valueConformance } from "./value-conformance.ts";

/**
 * What every store must keep to, as tests: the log's numbering and its fence, leases, the inbox, values, the queue. `make`
 * gives a store that holds nothing of another test's; each test disposes of its own.
 */
export function conformance(make: () => Promise<ConformanceWorld>, runner: TestRunner): void {
  const within: WithWorld = (name, body) =>
    runner.test(name, async () => {
      const world = await make();
      try {
        await body(world);
      } finally {
        await world.dispose();
      }
    });
  logConformance(within, runner.expect);
  leaseConformance(within, runner.expect);
  commandConformance(within, runner.expect);
  valueConformance(within, runner.expect);
}

/** Declares a test that gets a store of its own. */
export type WithWorld = (name: string, body: (world: ConformanceWorld) => Promise<void>) => unknown;
