"use client";
import type { RunPage, RunRow } from "@orrery/services";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useLive } from "../live/live-provider.tsx";
import { useTRPC, useTRPCClient } from "../trpc/trpc.ts";
import { holdRows } from "./hold-rows.ts";
import type { runQuestion } from "./run-filter.ts";

/** However much happens, the list is read this often. */
const READ_EVERY_MS = 1_000;
const MOST_READ = 100;

export interface UseRunPageOptions {
  readonly question: ReturnType<typeof runQuestion>;
  /** As the server saw it when it made the page. */
  readonly first: RunPage;
  /** Whether rows may come and go now: nobody is in the middle of the list. */
  readonly mayMove: () => boolean;
}

/** One page of the list of runs, kept up to date where it stands; newer runs wait until nobody is in the way, or are asked for. */
export function useRunPage({ question, first, mayMove }: UseRunPageOptions): {
  readonly page: RunPage;
  readonly fresh: number;
  readonly showFresh: () => void;
} {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  // The server has just made the page: the first news, which comes as soon as news are heard, is the first reason to ask.
  const [isHeard, setHeard] = useState(false);
  const asked = useQuery({ ...trpc.run.list.queryOptions(question), enabled: isHeard });
  const latest = asked.data ?? first;
  const [shown, setShown] = useState<{ readonly of: RunPage; readonly page: RunPage; readonly fresh: number }>(() => ({
    ...{ of: first, page: first, fresh: 0 },
  }));
  const isAsked = useRef(mayMove);
  isAsked.current = mayMove;

  const readAgain = useCallback(() => {
    setHeard(true);
    void queries.invalidateQueries({ queryKey: trpc.run.list.queryKey() });
  }, [queries, trpc]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const isDue = useRef(false);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  useLive({ kind: "workspace" }, () => {
    if (timer.current !== null) {
      isDue.current = true;
      return;
    }
    const wait = () => {
      timer.current = setTimeout(() => {
        timer.current = null;
        if (!isDue.current) return;
        isDue.current = false;
        readAgain();
        wait();
      }, READ_EVERY_MS);
    };
    readAgain();
    wait();
  });

  useEffect(() => {
    if (isAsked.current()) return setShown({ of: latest, page: latest, fresh: 0 });
    setShown(({ page }) => {
      const { rows, fresh } = holdRows(page.runs, latest.runs);
      return { of: latest, page: { ...page, runs: rows }, fresh };
    });
  }, [latest]);

  // What the list does not have any more, because it is another state now or further down, is asked for by itself.
  const there = new Set(shown.of.runs.map(({ id }) => id));
  const missing = shown.page.runs.filter((row) => !there.has(row.id) && row.endedAt === null).map(({ id }) => id);
  const wanted = missing.slice(0, MOST_READ).join(" ");
  useEffect(() => {
    if (wanted === "") return;
    let isGone = false;
    client.run.list.query({ ids: wanted.split(" "), limit: MOST_READ }).then(
      ({ runs }) => !isGone && setShown((now) => ({ ...now, page: withRows(now.page, runs) })),
      // They stay as they were until the list is read again.
      () => {},
    );
    return () => {
      isGone = true;
    };
  }, [wanted, client, latest]);

  return {
    page: shown.page,
    fresh: shown.fresh,
    showFresh: () => setShown({ of: latest, page: latest, fresh: 0 }),
  };
}

function withRows(page: RunPage, rows: readonly RunRow[]): RunPage {
  return { ...page, runs: holdRows(page.runs, rows).rows };
}
