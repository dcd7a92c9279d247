import { type FleetFigures, readFleetFigures, type SqlRunner } from "@orrery/db/run-log";
import { Gauge, type Registry } from "prom-client";

export interface FleetMeans {
  readonly sql: SqlRunner;
}

/** Asked more often, the database is not asked again. */
const freshMs = 2_000;
const patienceMs = 3_000;

/** What the database says of the whole installation. Every executor tells the same: take `max`, not `sum`. */
export function createFleetMetrics(registry: Registry, { sql }: FleetMeans): { read(): Promise<void> } {
  const registers = [registry];
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ registers, name, help, labelNames: [...labelNames] });
  const isThere = gauge("orrery_fleet_database_up", "Whether the database answered.", []);
  const executors = gauge("orrery_fleet_executors", "Executors, by how they stand.", ["state"]);
  const capacity = gauge("orrery_fleet_capacity_runs", "Runs that all living executors drive at most.", []);
  const leases = gauge("orrery_fleet_leased_runs", "Runs that an executor holds.", []);
  const oldestLease = gauge("orrery_fleet_oldest_lease_seconds", "Since when the longest of them is held.", []);
  const queued = gauge(
    "orrery_fleet_queued_runs",
    "Runs that wait, by what for: a place of their key, of any executor, or one with these labels.",
    ["waits_for", "labels"],
  );
  const oldestQueued = gauge("orrery_fleet_oldest_queued_seconds", "Since when the first of them waits.", [
    "waits_for",
    "labels",
  ]);
  const jobs = gauge("orrery_fleet_jobs", "Jobs that could be done now and have not begun.", []);
  const oldestJob = gauge("orrery_fleet_oldest_job_seconds", "Since when the first of them could.", []);
  const all = [executors, capacity, leases, oldestLease, queued, oldestQueued, jobs, oldestJob];
  let readAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | null = null;

  const show = (figures: FleetFigures): void => {
    for (const one of all) one.reset();
    isThere.set(1);
    for (const { state, count } of figures.executors) executors.set({ state }, count);
    capacity.set(figures.capacity);
    leases.set(figures.leases);
    oldestLease.set(figures.oldestLeaseS);
    for (const queue of figures.queues) {
      const labels = { waits_for: queue.waitsFor, labels: queue.labels.slice(0, 100) };
      queued.set(labels, queue.runs);
      oldestQueued.set(labels, queue.oldestS);
    }
    jobs.set(figures.jobs);
    oldestJob.set(figures.oldestJobS);
  };

  const look = async (): Promise<void> => {
    const patience = AbortSignal.timeout(patienceMs);
    const late = new Promise<null>((resolve) =>
      patience.addEventListener("abort", () => resolve(null), { once: true }),
    );
    const figures = await Promise.race([readFleetFigures(sql).catch(() => null), late]);
    if (figures !== null) {
      readAt = performance.now();
      return show(figures);
    }
    // What was so is not known to be so any more.
    for (const one of all) one.reset();
    isThere.set(0);
  };

  return {
    read() {
      if (performance.now() - readAt < freshMs) return Promise.resolve();
      underWay ??= look().finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}
