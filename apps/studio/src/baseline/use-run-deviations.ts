"use client";
import type { RunOverlay } from "@orrery/canvas";
import { hasEnded } from "@orrery/engine";
import type { DeviationRow } from "@orrery/services";
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTRPC } from "../trpc/trpc.ts";

const NONE: readonly DeviationRow[] = [];
const never = () => () => {};
const askAgainMs = 3_000;
/** A run is judged some seconds after its end; later than this after it, nothing is waited for. */
const waitMs = 90_000;

/** What was other than usual in a run that has ended; asked again for a while after its end, until there is something. */
export function useRunDeviations(runId: string, overlay: RunOverlay | null): readonly DeviationRow[] {
  const trpc = useTRPC();
  const readStatus = (): string => overlay?.getState().status ?? "";
  const status = useSyncExternalStore(overlay?.subscribe ?? never, readStatus, readStatus);
  const query = useQuery({
    ...trpc.alert.deviations.queryOptions({ runId, limit: 200 }),
    enabled: hasEnded(status),
    refetchInterval: ({ state }) => {
      const endedAt = overlay?.getState().endedAt ?? 0;
      return (state.data?.length ?? 0) === 0 && Date.now() - endedAt < waitMs ? askAgainMs : false;
    },
  });
  return query.data ?? NONE;
}
