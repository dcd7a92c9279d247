import { setTimeout as sleep } from "node:timers/promises";
import type { Json } from "@orrery/graph";
import { z } from "zod";
import { sseMessages } from "./sse.ts";

/** On a machine that is busy with other things a killed studio takes half a minute to come back. */
const patienceMs = 120_000;
const answerMs = 20_000;
const answered = z.object({ result: z.object({ data: z.unknown() }) });
const refused = z.object({ error: z.object({ message: z.string(), data: z.object({ httpStatus: z.int() }) }) });

/** What the studio said to a call: its data, or why it will not. */
export type Answer = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly message: string };

/** The studio over HTTP, from outside, while it and its database come and go. */
export interface StudioClient {
  /**
   * Asks until there is an answer; a refusal (4xx) is one. What was sent and not answered is sent again, so a call may take
   * effect twice: that is what the commands' rules are for. Rejects after two minutes without an answer.
   * @param input makes what is sent, anew for each time it is sent.
   */
  call(path: string, input: () => Json): Promise<Answer>;
  /** Opens an event stream; ends or throws when it breaks off. */
  stream(
    path: string,
    input: Json,
    signal: AbortSignal,
  ): AsyncGenerator<{ readonly id: string; readonly data: unknown }>;
}

export function createStudioClient(url: string): StudioClient {
  /** Throws where there is no answer, or only that something went wrong. */
  const callOnce = async (path: string, input: Json): Promise<Answer> => {
    const response = await fetch(`${url}/api/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(answerMs),
    });
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, data: answered.parse(body).result.data };
    const { error } = refused.parse(body);
    if (error.data.httpStatus >= 500) throw new Error(`${error.data.httpStatus} ${error.message}`);
    return { ok: false, message: error.message };
  };
  return {
    async call(path, input) {
      const end = Date.now() + patienceMs;
      for (;;) {
        try {
          return await callOnce(path, input());
        } catch (error) {
          if (Date.now() > end) throw new Error(`The studio gave no answer to ${path}: ${inWords(error)}`);
        }
        await sleep(200);
      }
    },
    async *stream(path, input, signal) {
      const response = await fetch(`${url}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, {
        headers: { accept: "text/event-stream" },
        signal,
      });
      if (!response.ok || response.body === null) throw new Error(`The stream answered ${response.status}.`);
      for await (const { event, id, data } of sseMessages(response.body.pipeThrough(new TextDecoderStream()))) {
        if (event === "message" && data !== "") yield { id, data: JSON.parse(data) };
      }
    },
  };
}

/** What fetch throws keeps the reason in its cause. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
