import { watchRun } from "@orrery/db";
import type { WatchItem } from "@orrery/engine";
import { type Actor, requirePermission } from "../actor.ts";
import { countExecutors, type Fleet } from "../fleet/count-executors.ts";
import type { PresenceSign } from "../presence/presence-sign.ts";
import { watchPresence } from "../presence/watch-presence.ts";
import { findRun } from "../run/find-run.ts";
import type { ServiceContext, Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { getWorkflow } from "../workflow/get-workflow.ts";
import { type NumberedCommand, pullEdits } from "../workflow/pull-edits.ts";
import { mergeStreams } from "./merge-streams.ts";
import { wakeups } from "./wakeups.ts";
import { awaitChangeOfAccess } from "./watch-access.ts";

/** What one tab wants to hear of. `after` is the last seq it has; 0 begins with a snapshot. */
export type Topic =
  | { readonly kind: "run"; readonly id: string; readonly after: number }
  | { readonly kind: "draft"; readonly id: string; readonly after: number }
  /** Who else has this workflow open, and where they are. */
  | { readonly kind: "presence"; readonly id: string }
  /** That the comments of this workflow changed. */
  | { readonly kind: "comments"; readonly id: string }
  | { readonly kind: "workspace" }
  | { readonly kind: "fleet" }
  /** What oneself may; told of in every stream. */
  | { readonly kind: "access" };

/** One piece of news, with the topic it belongs to. `seq` is where a resumed stream goes on. */
export type LiveItem =
  | { readonly kind: "run"; readonly id: string; readonly seq: number; readonly item: WatchItem }
  | { readonly kind: "draft"; readonly id: string; readonly seq: number; readonly commands: readonly NumberedCommand[] }
  /** `sign` null: whoever hears this hears everybody from now on. */
  | { readonly kind: "presence"; readonly id: string; readonly sign: PresenceSign | null }
  | { readonly kind: "comments"; readonly id: string }
  | { readonly kind: "workspace" }
  | { readonly kind: "fleet"; readonly alive: number; readonly silent: number }
  /** Whoever follows may less or more than when they began, perhaps nothing: the stream ends with this. */
  | { readonly kind: "access" }
  /** This topic can no longer be followed (gone, or not allowed). */
  | { readonly kind: "gone"; readonly topic: Extract<Topic, { readonly id: string }>["kind"]; readonly id: string };

export const maxTopics = 50;
const slowPollMs = 2000;
const commentPollMs = 30_000;
const fleetPollMs = 1000;

/**
 * Everything a browser watches, in one stream: each run gap-free and in order, none twice. Permission is checked for each
 * topic. Throws `UNAUTHENTICATED` at once, before there is a stream, so that the refusal is told as that of any other verb.
 * Breaks off with the error where the database is away: only what is not there, or not allowed, is told as gone. Ends at once
 * when the session, the membership or the role of who follows changes: what they may was asked when it began.
 */
export function watchTopics({
  ctx,
  topics,
  signal,
}: {
  readonly ctx: ServiceContext;
  readonly topics: readonly Topic[];
  readonly signal: AbortSignal;
}): AsyncGenerator<LiveItem> {
  const actor = requirePermission(ctx.actor, "run.read");
  const streams = topics.slice(0, maxTopics).map((topic) => watchTopic(ctx, topic, signal));
  return mergeStreams([...streams, endWithAccess(ctx.services, actor, signal)]);
}

async function* endWithAccess(services: Services, actor: Actor, signal: AbortSignal): AsyncGenerator<LiveItem> {
  await awaitChangeOfAccess(services, actor, signal);
  if (signal.aborted) return;
  yield { kind: "access" };
  throw new ServiceError("UNAUTHENTICATED", "ACCESS", "What you may do here has changed.");
}

async function* watchTopic(ctx: ServiceContext, topic: Topic, signal: AbortSignal): AsyncGenerator<LiveItem> {
  switch (topic.kind) {
    case "run":
      return yield* watchOneRun(ctx, topic, signal);
    case "draft":
      return yield* watchDraft(ctx, topic, signal);
    case "presence":
      return yield* watchRoom(ctx, topic.id, signal);
    case "comments":
      return yield* watchComments(ctx, topic.id, signal);
    case "workspace":
      return yield* watchWorkspace(ctx, signal);
    case "fleet":
      return yield* watchFleet(ctx, signal);
    case "access":
      return;
  }
}

async function* watchOneRun(
  ctx: ServiceContext,
  topic: { readonly id: string; readonly after: number },
  signal: AbortSignal,
): AsyncGenerator<LiveItem> {
  try {
    await findRun(ctx, "run.read", topic.id);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    yield { kind: "gone", topic: "run", id: topic.id };
    return;
  }
  let seq = topic.after;
  for await (const item of watchRun(ctx.services, topic.id, topic.after, signal)) {
    if (item.kind === "snapshot") seq = item.seq;
    if (item.kind === "events") seq = item.events.at(-1)?.seq ?? seq;
    yield { kind: "run", id: topic.id, seq, item };
  }
}

async function* watchDraft(
  ctx: ServiceContext,
  topic: { readonly id: string; readonly after: number },
  signal: AbortSignal,
): AsyncGenerator<LiveItem> {
  const news = wakeups(ctx.services.bus, { channel: "draft", id: topic.id, pollMs: slowPollMs, signal });
  let after = topic.after;
  for await (const _ of news) {
    const page = await orNull(pullEdits({ ctx, input: { id: topic.id, after } }));
    if (page === null) {
      // Deleted while it was followed.
      yield { kind: "gone", topic: "draft", id: topic.id };
      return;
    }
    if (page.commands.length === 0) continue;
    after = page.commands.at(-1)?.seq ?? after;
    yield { kind: "draft", id: topic.id, seq: after, commands: page.commands };
  }
}

async function* watchRoom(ctx: ServiceContext, id: string, signal: AbortSignal): AsyncGenerator<LiveItem> {
  try {
    for await (const sign of watchPresence(ctx, id, signal)) yield { kind: "presence", id, sign };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    yield { kind: "gone", topic: "presence", id };
  }
}

async function* watchComments(ctx: ServiceContext, id: string, signal: AbortSignal): AsyncGenerator<LiveItem> {
  const news = wakeups(ctx.services.bus, { channel: "comment", id, pollMs: commentPollMs, signal });
  for await (const _ of news) {
    if ((await orNull(getWorkflow({ ctx, input: { id } }))) === null) {
      yield { kind: "gone", topic: "comments", id };
      return;
    }
    yield { kind: "comments", id };
  }
}

/** Null where it is refused; an absent database is no refusal. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return null;
  }
}

async function* watchWorkspace(ctx: ServiceContext, signal: AbortSignal): AsyncGenerator<LiveItem> {
  const actor = requirePermission(ctx.actor, "run.read");
  const news = wakeups(ctx.services.bus, { channel: "workspace", id: actor.workspaceId, pollMs: 5000, signal });
  for await (const _ of news) yield { kind: "workspace" };
}

async function* watchFleet(ctx: ServiceContext, signal: AbortSignal): AsyncGenerator<LiveItem> {
  let before: Fleet = { alive: -1, silent: 0 };
  const ticks = wakeups(ctx.services.bus, { channel: null, id: "", pollMs: fleetPollMs, signal });
  for await (const _ of ticks) {
    const fleet = await countExecutors({ ctx });
    if (fleet.alive !== before.alive || fleet.silent !== before.silent) yield { kind: "fleet", ...fleet };
    before = fleet;
  }
}
