import type { CallToolResult, ServerContext } from "@modelcontextprotocol/server";
import type { Json, JsonObject } from "@orrery/graph";
import type { Bus } from "@orrery/ports";
import {
  cancelRun,
  type RunStand,
  runStand,
  type ServiceContext,
  ServiceError,
  startPublished,
} from "@orrery/services";
import type { EndedRun, EndWaiter } from "../hooks/await-end.ts";

export interface ToolServerMeans {
  readonly waiter: EndWaiter;
  readonly bus: Pick<Bus, "subscribe">;
  /** A caller waits so long for a run at most. */
  readonly longestWaitMs?: number;
}

export interface ToolRun extends ToolServerMeans {
  readonly caller: ServiceContext;
  readonly workflowId: string;
}

const longestWaitMs = 5 * 60_000;
const lookEveryMs = 1_000;

/**
 * One call as a durable run of the published version: its answer is the output; how far it is goes out as it goes on; when
 * the caller cancels, the run is stopped. A run that only waits for a person, is paused, or takes longer than the caller may
 * wait is told by its id and goes on.
 */
export async function runAsTool(
  { caller, workflowId, waiter, bus, longestWaitMs: patienceMs = longestWaitMs }: ToolRun,
  args: Record<string, unknown>,
  { mcpReq }: ServerContext,
): Promise<CallToolResult> {
  const { signal, _meta } = mcpReq;
  let runId: string;
  try {
    ({ runId } = await startPublished({ ctx: caller, input: { workflowId, input: plainArgs(args) } }));
  } catch (error) {
    if (error instanceof ServiceError) return failed(error.message, { code: error.reason });
    throw error;
  }
  const onCancel = (): void => void cancelRun({ ctx: caller, input: { id: runId } }).catch(() => undefined);
  signal.addEventListener("abort", onCancel, { once: true });
  if (signal.aborted) onCancel();
  const token = _meta?.progressToken;
  let told = 0;
  const tell = async ({ steps }: RunStand): Promise<void> => {
    if (token === undefined || steps <= told || signal.aborted) return;
    told = steps;
    const message = `${steps} ${steps === 1 ? "step" : "steps"} done`;
    const params = { progressToken: token, progress: steps, message };
    await mcpReq.notify({ method: "notifications/progress", params }).catch(() => undefined);
  };
  let isOver = false;
  const ended = waiter.wait(runId, patienceMs).finally(() => {
    isOver = true;
  });
  ended.catch(() => undefined);
  let wake = (): void => undefined;
  const stopListening = bus.subscribe("run", (id) => {
    if (id === runId) wake();
  });
  try {
    while (!isOver && !signal.aborted) {
      const stand = await runStand({ ctx: caller, input: { id: runId } });
      if (isOver) break;
      await tell(stand);
      const resting = restingWords(stand, runId);
      if (resting !== null) return resting;
      let timer: NodeJS.Timeout | undefined;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, lookEveryMs);
      });
      await Promise.race([woken, ended.catch(() => undefined)]);
      clearTimeout(timer);
    }
    return answerOf(await ended, runId);
  } finally {
    stopListening();
    signal.removeEventListener("abort", onCancel);
  }
}

/** A run that goes on by itself in no time that a caller could wait for. */
function restingWords({ status, answers }: RunStand, runId: string): CallToolResult | null {
  if (status === "waiting" && answers > 0)
    return going(`The run waits for a person to answer, in Orrery. Its id is ${runId}.`, { runId, status: "waiting" });
  if (status === "paused") return going(`The run is paused, in Orrery. Its id is ${runId}.`, { runId, status });
  return null;
}

function answerOf(ended: EndedRun | null, runId: string): CallToolResult {
  if (ended === null)
    return going(`The run is still going on, in Orrery. Its id is ${runId}.`, { runId, status: "running" });
  if (ended.status === "cancelled") return failed("The run was stopped.", { runId });
  if (ended.status === "failed") return failed(`The run failed with ${ended.errorCode ?? "an error"}.`, { runId });
  const { output } = ended;
  const text = typeof output === "string" ? output : JSON.stringify(output);
  return {
    content: [{ type: "text", text }],
    ...(isObject(output) && { structuredContent: { ...output } }),
    _meta: { "orrery/runId": runId },
  };
}

function going(text: string, about: { readonly runId: string; readonly status: string }): CallToolResult {
  return {
    content: [{ type: "text", text }],
    structuredContent: { ...about },
    _meta: { "orrery/runId": about.runId, "orrery/status": about.status },
  };
}

function failed(text: string, about: { readonly runId?: string; readonly code?: string }): CallToolResult {
  const meta = {
    ...(about.runId && { "orrery/runId": about.runId }),
    ...(about.code && { "orrery/code": about.code }),
  };
  return { content: [{ type: "text", text }], isError: true, _meta: meta };
}

/** `readJsonBody` has read them as plain JSON. */
function plainArgs(args: Record<string, unknown>): JsonObject {
  return args as JsonObject;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
