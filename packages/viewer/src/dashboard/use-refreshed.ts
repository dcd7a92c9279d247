import { useEffect, useState } from "preact/hooks";
import type { SharedDashboard } from "../shared-dashboard.ts";
import { createRefreshClock, type RefreshAnswer, type RefreshState } from "./refresh-clock.ts";

/** A dashboard as it is now, read again from its address while the page is looked at. */
export function useRefreshed(first: SharedDashboard): {
  readonly dashboard: SharedDashboard;
  readonly state: RefreshState;
} {
  const { live } = first;
  const [dashboard, setDashboard] = useState(first);
  const [state, setState] = useState<RefreshState>(live === null ? "still" : "live");
  useEffect(() => {
    if (live === null) return;
    const leave = new AbortController();
    const { signal } = leave;
    const clock = createRefreshClock<SharedDashboard>({
      ask: () => readAgain(live, signal),
      isSeen: () => document.visibilityState === "visible",
      onData: setDashboard,
      onState: setState,
      wait: (act, ms) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    });
    document.addEventListener("visibilitychange", clock.looked, { signal });
    return () => {
      leave.abort();
      clock.stop();
    };
  }, [live]);
  return { dashboard, state };
}

async function readAgain(live: string, signal: AbortSignal): Promise<RefreshAnswer<SharedDashboard>> {
  try {
    const answer = await fetch(new URL(live, document.baseURI), { cache: "no-store", credentials: "omit", signal });
    if (answer.status === 404) return { kind: "closed" };
    const data: unknown = answer.ok ? await answer.json() : null;
    return isDashboard(data) ? { kind: "read", data } : { kind: "lost" };
  } catch {
    return { kind: "lost" };
  }
}

/** Guarantee: what has this mark comes from the server that gave this page, as it was projected there. */
function isDashboard(data: unknown): data is SharedDashboard {
  return (
    typeof data === "object" &&
    data !== null &&
    "kind" in data &&
    data.kind === "dashboard" &&
    "v" in data &&
    data.v === 1
  );
}
