import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** What these figures were measured on, and how busy it was with other things at the start. */
export function describeMachine(postgresVersion: string): string {
  const processor = cpus()[0]?.model.trim() ?? "unknown processor";
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1) ?? "?";
  return [
    `${availableParallelism()} × ${processor}`,
    `${gigabytes} GB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
    `Postgres ${postgresVersion}`,
    `load ${load} at the start`,
  ].join(", ");
}
