import type { TargetView } from "@orrery/egress";
import type { Runner } from "@orrery/runner";
import type { Pool } from "pg";
import { Counter, collectDefaultMetrics, Gauge, type Registry } from "prom-client";

export interface ProcessMeans {
  readonly version: string;
  readonly figures: () => Runner["figures"];
  /** The busiest hosts and models that steps of this process ask. */
  readonly targets: (most: number) => readonly TargetView[];
  readonly pool: () => Pick<Pool, "totalCount" | "idleCount" | "waitingCount">;
  readonly capacity: number;
  /** Whether this process is one of its own, whose memory and loop are worth counting. */
  readonly isOwnProcess: boolean;
}

const targetsShown = 30;
const breakers = { closed: 0, "half-open": 1, open: 2 } as const;

/** What one executor knows of itself without asking anybody. */
export function createProcessMetrics(registry: Registry, means: ProcessMeans): void {
  const registers = [registry];
  if (means.isOwnProcess) collectDefaultMetrics({ register: registry });
  new Gauge({ registers, name: "orrery_build_info", help: "Always 1.", labelNames: ["version"] }).set(
    { version: means.version },
    1,
  );
  gauge("orrery_active_runs", "Runs that this executor drives now.", () => means.figures().active);
  gauge("orrery_capacity_runs", "Runs that this executor drives at most.", () => means.capacity);
  counter("orrery_events_total", "Events handed to the log since the start.", () => means.figures().events);
  counter("orrery_batches_total", "Transactions that carried them.", () => means.figures().batches);
  gauge("orrery_db_pool_waiting", "Statements that wait for a connection.", () => means.pool().waitingCount);
  new Gauge({
    registers,
    name: "orrery_db_pool_connections",
    help: "Connections to the database, by whether they are in use.",
    labelNames: ["state"],
    collect() {
      const { totalCount, idleCount } = means.pool();
      this.set({ state: "idle" }, idleCount);
      this.set({ state: "used" }, totalCount - idleCount);
    },
  });
  ofTargets(
    "orrery_target_breaker",
    "0: asked as usual, 1: tried again, 2: not asked.",
    (one) => breakers[one.breaker],
  );
  ofTargets("orrery_target_in_flight", "Requests under way.", (one) => one.inFlight);
  ofTargets("orrery_target_waiting", "Requests that wait for their turn.", (one) => one.waiting);
  ofTargets("orrery_target_limit", "Requests at a time that it bears now.", (one) => one.limit);

  function gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      registers,
      name,
      help,
      collect() {
        this.set(read());
      },
    });
  }

  function counter(name: string, help: string, read: () => number): void {
    new Counter({
      registers,
      name,
      help,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  function ofTargets(name: string, help: string, read: (target: TargetView) => number): void {
    new Gauge({
      registers,
      name,
      help: `Of the ${targetsShown} busiest hosts and models that steps ask. ${help}`,
      labelNames: ["target"],
      collect() {
        this.reset();
        for (const target of means.targets(targetsShown)) this.set({ target: target.name.slice(0, 100) }, read(target));
      },
    });
  }
}
