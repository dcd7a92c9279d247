import type { Json, JsonObject } from "@orrery/graph";
import type { ServiceContext } from "../service-context.ts";
import { chooseEarlier, type EarlierMessage, type Exchange, mostEarlier } from "./choose-earlier.ts";
import { listMessages } from "./list-messages.ts";

/** Answers are read in such portions, newest first, until there are enough. */
const readAtOnce = 20;

interface Said {
  readonly workflowId: string;
  readonly input: Json;
}

/**
 * The input of a chat's run, with `messages` where it names a conversation and does not say itself what was said before. They
 * are part of the input from then on, so that whatever reads it again reads the same.
 */
export async function withEarlier(ctx: ServiceContext, { workflowId, input }: Said): Promise<Json> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const { conversation, messages } = input as JsonObject;
  if (messages !== undefined || typeof conversation !== "string" || conversation === "") return input;
  return { ...input, messages: await earlierMessages(ctx, { workflowId, conversation }) };
}

/**
 * What whoever asks and the workflow have said to each other in a conversation, oldest first, as `chooseEarlier` bounds it.
 * Messages whose run failed, was stopped or has not answered yet are left out.
 */
async function earlierMessages(
  ctx: ServiceContext,
  { workflowId, conversation }: { readonly workflowId: string; readonly conversation: string },
): Promise<readonly EarlierMessage[]> {
  const all = await listMessages({ ctx, input: { workflowId } });
  const answered = all.filter((one) => one.conversation === conversation && one.status === "succeeded");
  const exchanges: Exchange[] = [];
  let chars = 0;
  for (let end = answered.length; end > 0 && chars < mostEarlier.bytes; end -= readAtOnce) {
    const portion = await Promise.all(
      answered.slice(Math.max(0, end - readAtOnce), end).map(async ({ runId, text, outputValueId }) => {
        const output = outputValueId === null ? null : await ctx.services.values.read(runId, outputValueId);
        return output === null ? [] : [{ text, answer: answerText(output) }];
      }),
    );
    for (const { text, answer } of portion.flat()) chars += text.length + answer.length;
    exchanges.unshift(...portion.flat());
  }
  return chooseEarlier(exchanges);
}

/** As the chat shows it. */
function answerText(output: Json): string {
  return typeof output === "string" ? output : JSON.stringify(output);
}
