import {
  type Json,
  type JsonObject,
  type ModelAnswer,
  type ModelRequest,
  StepFailure,
  type Usage,
} from "@orrery/node-kit";
import { checkObject } from "../read-object.ts";
import { chooseTools } from "./choose-tools.ts";
import { fillSchema } from "./fill-schema.ts";
import { readWishes } from "./read-wishes.ts";
import { splitPrompt } from "./split-prompt.ts";
import { streamText } from "./stream-text.ts";
import { shorten, summarise } from "./summarise.ts";
import { talkText } from "./talk-text.ts";
import { wordsOf } from "./terms.ts";

/** More text than this is not read; it keeps the work of one call far below a second. */
const maxSource = 100_000;

function makeObject(schema: JsonObject, source: string, instructions: string): Json {
  const place = { root: schema, source, instructions, name: "", evidence: null, depth: 0 };
  const object = fillSchema(schema, place) ?? null;
  checkObject(object, schema);
  return object;
}

function makeText(source: string, instruction: string): string {
  return summarise(source, readWishes(instruction)) || shorten(source, 320);
}

/**
 * The offline model: no LLM, no network. Deterministic and extractive: it answers with sentences and values of the text it
 * is given, by sentence ranking, term similarity and patterns. Of tools it asks for those whose words are the prompt's, once
 * each, with arguments taken from the prompt, and then answers from what they gave. `usage` counts words, and costs nothing. It says that its
 * name is `offline`.
 * @throws StepFailure `MODEL_NO_IMAGES` where it is to look at images, `MODEL_OUTPUT_INVALID` for a shape it cannot fill, `MODEL_ABORTED` when it is stopped.
 */
export async function askOffline(request: ModelRequest): Promise<ModelAnswer> {
  if (request.images !== undefined && request.images.length > 0) {
    const message = "The offline model is no LLM and cannot see images. Choose a model that can.";
    throw new StepFailure({ code: "MODEL_NO_IMAGES", message, class: "permanent" });
  }
  const calls = chooseTools(request);
  if (calls.length > 0) return { text: "", toolCalls: calls, usage: usageOf(request, ""), model: "offline" };
  const prompt = splitPrompt(request.prompt.slice(0, maxSource));
  const { instruction } = prompt;
  const { earlier = [], messages = [] } = request;
  const source = [talkText([...earlier, ...messages]), prompt.source].filter((part) => part !== "").join("\n\n");
  const instructions = [request.system ?? "", instruction]
    .filter((part) => part !== "")
    .join("\n\n")
    .slice(0, 8_000);
  const object =
    request.outputSchema === undefined ? undefined : makeObject(request.outputSchema, source, instructions);
  const text = object === undefined ? makeText(source, instruction) : JSON.stringify(object);
  if (request.onText) {
    await streamText(text, request.onText, request.signal).catch((cause: unknown) => {
      const { reason } = request.signal;
      if (reason instanceof StepFailure || !request.signal.aborted) throw cause;
      throw new StepFailure({ code: "MODEL_ABORTED", message: "The call was stopped.", class: "permanent" });
    });
  }
  return {
    text,
    ...(object !== undefined && { object }),
    usage: usageOf(request, text),
    model: "offline",
  };
}

function usageOf({ system = "", prompt, earlier = [], messages = [] }: ModelRequest, text: string): Usage {
  const read = `${system} ${prompt} ${talkText([...earlier, ...messages])}`;
  return { inputTokens: wordsOf(read).length, outputTokens: wordsOf(text).length, usd: 0 };
}
