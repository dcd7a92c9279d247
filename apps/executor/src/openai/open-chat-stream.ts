import type { ServerResponse } from "node:http";

const keepAliveMs = 15_000;

/** The answer in pieces, as server-sent events. */
export interface ChatStream {
  /** Text that a step gave while it works: of one attempt only, and only where nothing of it is missing. */
  piece(delta: { readonly attempt: number; readonly offset: number; readonly text: string }): void;
  /** What is still missing of the whole text, and the end. */
  end(text: string, usage: object | null): void;
  fail(body: object): void;
  close(): void;
}

export function openChatStream(
  response: ServerResponse,
  head: { readonly id: string; readonly created: number; readonly model: string },
  headers: Readonly<Record<string, string>>,
): ChatStream {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    ...headers,
  });
  const timer = setInterval(() => response.write(": working\n\n"), keepAliveMs).unref();
  let sent = "";
  let attempt: number | null = null;
  const write = (data: object | "[DONE]"): void => {
    if (!response.destroyed) response.write(`data: ${data === "[DONE]" ? data : JSON.stringify(data)}\n\n`);
  };
  const chunk = (delta: object, finish: "stop" | null) =>
    write({
      ...{ ...head, object: "chat.completion.chunk" },
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    });
  const say = (content: string): void => {
    if (content === "") return;
    sent += content;
    chunk({ content }, null);
  };
  chunk({ role: "assistant", content: "" }, null);
  return {
    piece(delta) {
      attempt ??= delta.attempt;
      if (delta.attempt === attempt && delta.offset === sent.length) say(delta.text);
    },
    end(text, usage) {
      // An attempt that was shown and then failed is followed by the answer as it is.
      say(text.startsWith(sent) ? text.slice(sent.length) : `\n\n${text}`);
      chunk({}, "stop");
      if (usage !== null) write({ ...head, object: "chat.completion.chunk", choices: [], usage });
      write("[DONE]");
      response.end();
    },
    fail(body) {
      write(body);
      response.end();
    },
    close: () => clearInterval(timer),
  };
}
