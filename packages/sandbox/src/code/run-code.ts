import { WorkerPool } from "../worker-pool.ts";
import type { CodeAnswer, CodeCall } from "./code-call.ts";

const pool = new WorkerPool({
  module: new URL("./code-worker.ts", import.meta.url),
  maxHeapMb: 96,
  maxExternalMb: 160,
  maxCalls: 200,
});

/**
 * Runs user code in QuickJS in a worker. It is interrupted after `timeoutMs`, and its worker is terminated after twice that.
 * Null where `signal` was raised meanwhile. Never rejects.
 */
export async function runCode(call: CodeCall, signal: AbortSignal): Promise<CodeAnswer | null> {
  const result = await pool.call(call, { hardMs: call.timeoutMs * 2, signal });
  if (result.kind === "answer") return codeAnswer(result.body);
  switch (result.why) {
    case "aborted":
      return null;
    case "time":
      return {
        ok: false,
        code: "CODE_TIMEOUT",
        message: `The code did not end within ${call.timeoutMs} ms.`,
        console: [],
      };
    case "memory":
      return { ok: false, code: "CODE_MEMORY", message: "The code needed too much memory.", console: [] };
    case "crash":
      return { ok: false, code: "CODE_CRASHED", message: "The code broke its sandbox.", console: [] };
  }
}

/** Only our own worker posts here: what it posts is a `CodeAnswer`, made outside of the reach of user code. */
function codeAnswer(body: unknown): CodeAnswer {
  return body as CodeAnswer;
}
