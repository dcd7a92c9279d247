import type { ServerResponse } from "node:http";
import type { RunStore } from "@orrery/db/run-log";
import type { Json } from "@orrery/graph";
import type { PublishedChat, RunUsage, ServiceContext } from "@orrery/services";
import type { EndedRun, EndWaiter } from "../hooks/await-end.ts";
import { sendJson } from "../hooks/refusal.ts";
import type { ChatRequest } from "./chat-request.ts";
import { openChatStream } from "./open-chat-stream.ts";
import { errorBody, type OpenAiError, sendOpenAiError } from "./openai-error.ts";

const longestWaitMs = 10 * 60_000;
const lookEveryMs = 1_000;

export interface ChatMeans {
  readonly waiter: EndWaiter;
  readonly store: Pick<RunStore, "bus">;
}

export interface ChatCall {
  readonly ctx: ServiceContext;
  readonly chat: PublishedChat;
  readonly asked: ChatRequest;
}

/** What became of a message: an answer, or why there is none. */
type Outcome = { readonly text: string } | { readonly error: OpenAiError };

/**
 * One message as a run of the published chat; its output is the answer. A stream shows it as it comes where one step's text
 * is the answer. A caller who leaves stops the run. Throws `ServiceError` where no run was started.
 */
export async function completeChat(
  means: ChatMeans,
  { ctx, chat, asked }: ChatCall,
  response: ServerResponse,
): Promise<void> {
  const { cancelRun, runUsage, startPublished } = await import("@orrery/services");
  const input: Json = { ...asked.input };
  const { runId } = await startPublished({ ctx, input: { workflowId: chat.workflowId, input, chat: true } });
  const head = { id: `chatcmpl-${runId}`, created: Math.floor(Date.now() / 1_000), model: asked.model };
  const stream = asked.stream ? openChatStream(response, head, { "orrery-run-id": runId }) : null;
  const stopReading =
    stream === null || chat.answerStep === null
      ? () => undefined
      : means.store.bus.subscribeDelta(runId, (delta) => {
          if (delta.stepKey === chat.answerStep) stream.piece(delta);
        });
  let isDone = false;
  response.once("close", () => {
    if (!isDone) cancelRun({ ctx, input: { id: runId } }).catch(() => undefined);
  });
  try {
    const outcome = await outcomeOf(means, ctx, { runId, hasLeft: () => response.destroyed });
    isDone = true;
    stopReading();
    const isAnswer = "text" in outcome;
    const usage = isAnswer ? await runUsage({ ctx, input: { id: runId } }) : null;
    if (stream !== null) {
      if (isAnswer) stream.end(outcome.text, asked.includeUsage && usage !== null ? usageOf(usage) : null);
      else stream.fail(errorBody(outcome.error));
      return;
    }
    const headers = { "orrery-run-id": runId };
    if (!isAnswer) return sendOpenAiError(response, { ...outcome.error, headers });
    const message = { role: "assistant", content: outcome.text, refusal: null };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: "stop" }];
    const body = { ...head, object: "chat.completion", choices, usage: usageOf(usage) };
    sendJson(response, { status: 200, body, headers });
  } finally {
    isDone = true;
    stopReading();
    stream?.close();
  }
}

async function outcomeOf(
  { waiter }: ChatMeans,
  ctx: ServiceContext,
  { runId, hasLeft }: { readonly runId: string; readonly hasLeft: () => boolean },
): Promise<Outcome> {
  const { runStand } = await import("@orrery/services");
  const until = Date.now() + longestWaitMs;
  while (!hasLeft()) {
    const ended = await waiter.wait(runId, lookEveryMs);
    if (ended !== null) return ofEnd(ended, runId);
    const { status, answers } = await runStand({ ctx, input: { id: runId } });
    if (status === "waiting" && answers > 0)
      return { text: `The answer waits for a person, in Orrery (run ${runId}).` };
    if (status === "paused") return { text: `The answer is paused, in Orrery (run ${runId}).` };
    if (Date.now() > until) break;
  }
  return late(runId);
}

function ofEnd({ status, output, errorCode }: EndedRun, runId: string): Outcome {
  if (status === "succeeded") return { text: typeof output === "string" ? output : JSON.stringify(output) };
  const said = status === "cancelled" ? "was stopped" : `failed with ${errorCode ?? "an error"}`;
  const code = status === "cancelled" ? "run_cancelled" : "run_failed";
  return { error: { status: 500, type: "api_error", code, message: `The run ${runId} ${said}.` } };
}

function late(runId: string): Outcome {
  const message = `The run ${runId} takes longer than ten minutes. It goes on, in Orrery.`;
  return { error: { status: 504, type: "api_error", code: "run_slow", message } };
}

function usageOf(usage: RunUsage | null) {
  const { inputTokens = 0, outputTokens = 0 } = usage ?? {};
  return { prompt_tokens: inputTokens, completion_tokens: outputTokens, total_tokens: inputTokens + outputTokens };
}
