import type { ExecutorOptions } from "../start-executor.ts";

/** Collects what an executor in a test has to say, so that a test can hold it to having said nothing. */
export function collectNews(): { readonly said: string[]; readonly news: ExecutorOptions["news"] } {
  const said: string[] = [];
  return {
    said,
    news: {
      onDatabase: (isThere) => said.push(isThere ? "database back" : "database away"),
      onTrouble: (what, error) => said.push(`${what} ${String(error)}`),
      onFault: (_runId, message) => said.push(`fault ${message}`),
    },
  };
}
