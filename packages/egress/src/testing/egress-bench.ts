import type { RequestListener } from "node:http";
import { type EgressRequest, StepFailure } from "@orrery/node-kit";
import { createEgress, type Egress, type EgressOptions } from "../egress.ts";
import { startTestServer, type TestServer } from "./test-server.ts";

export interface EgressBench {
  /** A real server on a loopback port. */
  serve(listener: RequestListener): Promise<TestServer>;
  egressWith(options?: EgressOptions): Egress;
  /** An egress for which items.test and other.test are this machine, allowed by the owner. */
  local(options?: EgressOptions): Egress;
  /** Closes everything that was opened since the last time. */
  tidy(): Promise<void>;
}

/** Servers and guards for one test file. */
export function createBench(): EgressBench {
  const open: { close(): Promise<void> }[] = [];
  const egressWith = (options: EgressOptions = {}): Egress => {
    const egress = createEgress(options);
    open.push(egress);
    return egress;
  };
  return {
    egressWith,
    local: (options = {}) =>
      egressWith({ resolve: async () => ["127.0.0.1"], allowPrivateHosts: ["items.test", "other.test"], ...options }),
    async serve(listener) {
      const server = await startTestServer(listener);
      open.push(server);
      return server;
    },
    async tidy() {
      for (const one of open.splice(0)) await one.close();
    },
  };
}

export function get(url: string, more: Partial<EgressRequest> = {}): EgressRequest {
  return { url, method: "GET", maxBytes: 1_000_000, signal: AbortSignal.timeout(5_000), ...more };
}

/** The failure of a request that has to fail. */
export async function errorOf(
  promise: Promise<unknown>,
): Promise<{ readonly code: string; readonly class: string; readonly message: string }> {
  try {
    await promise;
  } catch (cause) {
    if (!(cause instanceof StepFailure)) throw cause;
    const { code, class: kind, message } = cause.error;
    return { code, class: kind, message };
  }
  throw new Error("The request was let through.");
}

export function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}
