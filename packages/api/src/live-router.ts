import { type LiveItem, maxTopics, type Topic, watchTopics } from "@orrery/services";
import { tracked } from "@trpc/server";
import { z } from "zod";
import { heardStream } from "./heard-stream.ts";
import { maxSeq, seq } from "./seq-input.ts";
import { procedure, router } from "./trpc.ts";

const followed = { id: z.uuid(), after: seq };
const topic = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("run"), ...followed }),
  z.object({ kind: z.literal("draft"), ...followed }),
  z.object({ kind: z.literal("presence"), id: z.uuid() }),
  z.object({ kind: z.literal("comments"), id: z.uuid() }),
  z.object({ kind: z.literal("workspace") }),
  z.object({ kind: z.literal("fleet") }),
  z.object({ kind: z.literal("access") }),
]);

/**
 * One stream carries every topic of every tab of a browser. The id of each message is where each topic stands, in the order
 * of the input (`12,0,3`), so that a stream that reconnects by itself goes on from there.
 */
export const liveRouter = router({
  watch: procedure
    .input(
      z.object({
        topics: z.array(topic).min(1).max(maxTopics),
        lastEventId: z
          .string()
          .regex(/^[0-9,]*$/)
          .max(1000)
          .nullish(),
      }),
    )
    .subscription(({ ctx, input, signal }) => {
      const topics = resume(input.topics, input.lastEventId ?? "");
      return heardStream(
        withCursor(topics, watchTopics({ ctx, topics, signal: signal ?? new AbortController().signal })),
      );
    }),
});

async function* withCursor(topics: readonly Topic[], items: AsyncIterable<LiveItem>) {
  const cursor = topics.map((one) => ("after" in one ? one.after : 0));
  const indexes = new Map(topics.map((one, index) => ["id" in one ? `${one.kind}:${one.id}` : one.kind, index]));
  for await (const item of items) {
    if (item.kind === "run" || item.kind === "draft") {
      const index = indexes.get(`${item.kind}:${item.id}`);
      if (index !== undefined) cursor[index] = item.seq;
    }
    yield tracked(cursor.join(","), item);
  }
}

function resume(topics: readonly Topic[], lastEventId: string): readonly Topic[] {
  const seqs = lastEventId.split(",").map(Number);
  if (seqs.length !== topics.length || seqs.some((one) => one > maxSeq)) return topics;
  return topics.map((one, index) => ("after" in one ? { ...one, after: Math.max(one.after, seqs[index] ?? 0) } : one));
}
