import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "@orrery/engine/testing";
import { z } from "zod";
import type { Load } from "./load.ts";
import type { StudioClient } from "./studio-client.ts";
import { isSettled, type SubmittedRun } from "./submitted-run.ts";

const liveItem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("run"), id: z.string(), item: z.unknown() }),
  z.object({ kind: z.literal("gone"), id: z.string() }),
]);
const reopenAfterMs = 100;
const longestStreamMs = 10_000;

/** Somebody who keeps a number of runs going and watches all of them in one stream. */
export interface Crew {
  /** Resolves when all its runs have settled after the load is over, or nothing is to be hoped for. */
  readonly done: Promise<void>;
  /** Breaks its stream off, from its own side. */
  drop(): void;
  /** Streams that broke off and were taken up again. */
  readonly resumed: () => number;
}

interface Session {
  readonly topics: readonly { readonly kind: "run"; readonly id: string; readonly after: number }[];
  /** Where the stream stood when it broke off. */
  lastEventId: string | null;
  /** Whether anything came of it: what never opened did not break off. */
  isOpen: boolean;
}

/** Begins at once. `size` runs at a time, at most as many as one stream carries. */
export function startCrew(options: {
  readonly load: Load;
  readonly client: StudioClient;
  readonly size: number;
  readonly random: Random;
}): Crew {
  const { load, client, size, random } = options;
  let active: SubmittedRun[] = [];
  let stream = new AbortController();
  let resumed = 0;
  let broken: Session | null = null;

  const fill = async (): Promise<void> => {
    active = active.filter((run) => !isSettled(run));
    if (load.isOver()) return;
    const missing = Array.from({ length: size - active.length }, () => load.submit(random));
    active.push(...(await Promise.all(missing)).filter((run) => run !== null));
  };

  const take = (run: SubmittedRun, item: unknown): void => {
    const before = run.watch.cursor;
    for (const moment of run.watch.take(item)) {
      if (moment.kind === "wait") run.waitsSeen += 1;
      load.attend(run, moment, random);
    }
    if (run.watch.cursor > before) load.noteProgress();
  };

  /** Watches until a quarter of the runs has settled, or the stream has been open for long. Throws when it breaks off. */
  const watch = async (session: Session): Promise<void> => {
    stream = new AbortController();
    const signal = AbortSignal.any([stream.signal, AbortSignal.timeout(longestStreamMs)]);
    const byId = new Map(active.map((run) => [run.runId, run]));
    for await (const message of client.stream(
      "live.watch",
      { topics: session.topics, lastEventId: session.lastEventId },
      signal,
    )) {
      const data = liveItem.parse(message.data);
      session.lastEventId = message.id;
      session.isOpen = true;
      const run = byId.get(data.id);
      if (data.kind === "gone") run?.watch.problems.push("the studio says that it is gone");
      else if (run !== undefined) take(run, data.item);
      const settled = active.filter(isSettled).length;
      if (settled === active.length || (settled >= size / 4 && !load.isOver())) return;
    }
    throw new Error("The stream ended.");
  };

  /** Half of the streams go on as a browser's own would, by the last id they had; the others are opened anew. */
  const nextSession = (): Session => {
    const same = broken;
    broken = null;
    if (same !== null && random() < 0.5) return same;
    const topics = active.map(({ runId, watch }) => ({ kind: "run" as const, id: runId, after: watch.cursor }));
    return { topics, lastEventId: null, isOpen: false };
  };

  const work = async (): Promise<void> => {
    while (!load.isHopeless()) {
      if (broken === null) await fill();
      if (active.every(isSettled)) {
        if (load.isOver()) return;
        continue;
      }
      const session = nextSession();
      try {
        await watch(session);
      } catch (error) {
        // What cannot be read is no broken stream.
        if (error instanceof z.ZodError) throw error;
        if (error instanceof DOMException && error.name === "TimeoutError") continue;
        if (session.isOpen) resumed += 1;
        broken = { ...session, isOpen: false };
        await sleep(reopenAfterMs);
      }
    }
  };

  const done = work();
  done.catch(() => undefined);
  return { done, drop: () => stream.abort(), resumed: () => resumed };
}
