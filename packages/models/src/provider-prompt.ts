import type {
  Json,
  JsonObject,
  ModelImage,
  ModelMessage,
  ModelRequest,
  ModelTool,
  ModelToolCall,
} from "@orrery/node-kit";
import type { languageModel } from "./language-model.ts";

type CallOptions = Parameters<ReturnType<typeof languageModel>["doStream"]>[0];
type Prompt = CallOptions["prompt"];
type Message = Prompt[number];

/**
 * Asks Anthropic to keep what stands before, for it is the same in each turn and often in each run. Others keep what they
 * like without being asked, and pass this over.
 */
const keep = { anthropic: { cacheControl: { type: "ephemeral" } } };

/** Said to the model as well: an endpoint that does not know `response_format` still has a chance to comply. */
function systemText({ system, outputSchema }: ModelRequest): string {
  const shape =
    outputSchema === undefined
      ? ""
      : `Answer with one JSON value that fits this JSON Schema, and with nothing else:\n${JSON.stringify(outputSchema)}`;
  return [system ?? "", shape].filter((part) => part !== "").join("\n\n");
}

/** A request as the AI SDK puts it to a provider. */
export function providerPrompt(request: ModelRequest): Prompt {
  const system = systemText(request);
  return [
    ...(system === "" ? [] : [{ role: "system" as const, content: system, providerOptions: keep }]),
    ...(request.earlier ?? []).map(messageOf),
    { role: "user", content: [...(request.images ?? []).map(imagePart), { type: "text", text: request.prompt }] },
    ...(request.messages ?? []).map(messageOf),
  ];
}

function imagePart({ mediaType, bytes }: ModelImage) {
  return { type: "file" as const, mediaType, data: { type: "data" as const, data: bytes } };
}

/** The tools of a request as the AI SDK offers them; nothing where there are none. */
export function providerTools(tools: readonly ModelTool[] | undefined): Pick<CallOptions, "tools"> {
  if (tools === undefined || tools.length === 0) return {};
  return {
    tools: tools.map(({ name, description, parameters }, at) => ({
      type: "function",
      name,
      description,
      inputSchema: parameters,
      ...(at === tools.length - 1 && { providerOptions: keep }),
    })),
  };
}

function messageOf(message: ModelMessage): Message {
  switch (message.role) {
    case "user":
      return { role: "user", content: [{ type: "text", text: message.text }] };
    case "assistant":
      return {
        role: "assistant",
        content: [
          ...(message.text === "" ? [] : [{ type: "text" as const, text: message.text }]),
          ...message.calls.map(callPart),
        ],
      };
    case "tool":
      return {
        role: "tool",
        content: message.results.map(({ id, name, text, isError }) => ({
          type: "tool-result",
          toolCallId: id,
          toolName: name,
          output: { type: isError ? "error-text" : "text", value: text },
        })),
      };
  }
}

function callPart({ id, name, args, meta }: ModelToolCall) {
  return {
    type: "tool-call" as const,
    toolCallId: id,
    toolName: name,
    input: readArgs(args),
    ...(meta !== undefined && { providerOptions: providerOptions(meta) }),
  };
}

/** Providers take an object only, also for a call whose arguments were none: what the model wrote stands in one then. */
function readArgs(args: string): unknown {
  try {
    const value: unknown = JSON.parse(args);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told to the model as the result of the call.
  }
  return args.trim() === "" ? {} : { unreadable: args.slice(0, 2_000) };
}

/** What came with a call as `providerMetadata`, an object of objects; anything else is left out. */
function providerOptions(meta: JsonObject): Record<string, { [key: string]: Json }> {
  const options: Record<string, { [key: string]: Json }> = {};
  for (const [provider, of] of Object.entries(meta)) if (isObject(of)) options[provider] = { ...of };
  return options;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
