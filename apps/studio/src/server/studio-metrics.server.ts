import { createHash, timingSafeEqual } from "node:crypto";
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { installation } from "./installation.server.ts";

export interface StudioMetrics {
  /** Whether this is the bearer token that the environment names; never, where it names none. */
  mayRead(authorization: string | null): boolean;
  text(): Promise<string>;
  readonly contentType: string;
}

declare global {
  // Next loads this module more than once in a process; the figures are of the process.
  var orreryStudioMetrics: StudioMetrics | undefined;
}

export function studioMetrics(): StudioMetrics {
  globalThis.orreryStudioMetrics ??= open(process.env.ORRERY_METRICS_TOKEN ?? "");
  return globalThis.orreryStudioMetrics;
}

function open(token: string): StudioMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    registers: [registry],
    name: "orrery_db_pool_connections",
    help: "Connections to the database, by whether they are in use.",
    labelNames: ["state"],
    collect() {
      const { totalCount, idleCount } = installation().services.pool;
      this.set({ state: "idle" }, idleCount);
      this.set({ state: "used" }, totalCount - idleCount);
    },
  });
  return {
    mayRead(authorization) {
      const given = /^Bearer ([^\s]+)$/i.exec(authorization ?? "")?.[1];
      return token !== "" && given !== undefined && timingSafeEqual(digest(given), digest(token));
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
