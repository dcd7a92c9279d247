import type { Json } from "@orrery/graph";
import { z } from "zod";
import type { OpenAiError } from "./openai-error.ts";

/** What a caller asks of a chat, as its workflow takes it. */
export interface ChatRequest {
  readonly model: string;
  readonly stream: boolean;
  /** Of a stream: whether its last piece says what was used. */
  readonly includeUsage: boolean;
  readonly input: {
    readonly text: string;
    readonly messages: readonly { readonly role: "system" | "user" | "assistant"; readonly text: string }[];
    readonly conversation?: string;
  };
}

const part = z.looseObject({ type: z.string(), text: z.string().exactOptional(), refusal: z.string().exactOptional() });
const message = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant"]),
  content: z.union([z.string(), z.array(part).max(1_000), z.null()]).exactOptional(),
});
const shape = z.looseObject({
  model: z.string().min(1).max(300),
  messages: z.array(message).min(1).max(2_000),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  user: z.string().max(512).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  n: z.number().nullish(),
  response_format: z.looseObject({ type: z.string() }).nullish(),
});

/** What would change the meaning of an answer and is the workflow's own to decide. Temperature and the like are passed over. */
const notHere = ["tools", "functions", "audio", "prediction", "web_search_options", "logprobs"];

/** Reads the body of a chat completion. The last message is the one that is answered; the others come along. */
export function readChatRequest(
  body: Json,
): { readonly ok: true; readonly request: ChatRequest } | { readonly ok: false; readonly error: OpenAiError } {
  const read = shape.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    const param = issue?.path.join(".") ?? "";
    return refused(param, `The request does not fit${param === "" ? "" : ` at ${param}`}: ${issue?.message ?? ""}`);
  }
  const { data } = read;
  const asked = notHere.find((name) => data[name] !== undefined && data[name] !== null && data[name] !== false);
  if (asked !== undefined) return refused(asked, `${asked} cannot be asked for here: the workflow decides that.`);
  if (data.n != null && data.n !== 1) return refused("n", "There is one answer to a message.");
  if (data.response_format != null && data.response_format.type !== "text")
    return refused("response_format", "The answer's shape is the workflow's to decide: only text can be asked for.");
  const messages: { role: "system" | "user" | "assistant"; text: string }[] = [];
  for (const [index, { role, content }] of data.messages.entries()) {
    const text = textOf(content ?? "");
    if (text === null)
      return refused(`messages.${index}.content`, "Only texts can be sent here, no images, sounds or files.");
    messages.push({ role: role === "developer" ? "system" : role, text });
  }
  const last = messages.pop();
  if (last?.role !== "user") return refused("messages", "The last message has to be the user's.");
  const conversation = data.metadata?.conversation ?? data.user ?? undefined;
  return {
    ok: true,
    request: {
      model: data.model,
      stream: data.stream === true,
      includeUsage: data.stream_options?.include_usage === true,
      input: { text: last.text, messages, ...(conversation !== undefined && conversation !== "" && { conversation }) },
    },
  };
}

function textOf(content: string | readonly z.infer<typeof part>[]): string | null {
  if (typeof content === "string") return content;
  const texts = content.map(({ text, refusal }) => text ?? refusal ?? null);
  return texts.some((text) => text === null) ? null : texts.join("\n");
}

function refused(param: string, said: string): { readonly ok: false; readonly error: OpenAiError } {
  const error = { status: 400, type: "invalid_request_error", code: "invalid_value", message: said, param } as const;
  return { ok: false, error };
}
