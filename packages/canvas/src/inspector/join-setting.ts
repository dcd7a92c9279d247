import type { GraphJoin } from "@orrery/graph";

/** For which of the connections that lead to a node it waits, as a person sets it. */
export interface JoinSetting {
  /** `all` that may still come, the `first`, or a number of them. */
  readonly mode: "all" | "first" | "some";
  /** How many are needed; 1 for `first`. */
  readonly quorum: number;
  readonly deadlineMs: number | null;
  readonly cancelRest: boolean;
}

const ALL: JoinSetting = { mode: "all", quorum: 1, deadlineMs: null, cancelRest: false };

/** What a node's `join` says. */
export function readJoin(join: GraphJoin | undefined): JoinSetting {
  if (join === undefined || join === "all") return ALL;
  if (join === "any") return { ...ALL, mode: "first" };
  const { quorum, deadlineMs = null, cancelRest = false } = join;
  return { mode: quorum === 1 ? "first" : "some", quorum, deadlineMs, cancelRest };
}

/** The shortest `join` that says this; null for the default. */
export function writeJoin({ mode, quorum, deadlineMs, cancelRest }: JoinSetting): GraphJoin | null {
  if (mode === "all") return null;
  if (mode === "first" && deadlineMs === null && !cancelRest) return "any";
  return {
    quorum: mode === "first" ? 1 : quorum,
    ...(deadlineMs !== null && { deadlineMs }),
    ...(cancelRest && { cancelRest }),
  };
}

/** The same in a few words; null for the default. */
export function joinWords(join: GraphJoin | undefined, leading: number): string | null {
  const { mode, quorum } = readJoin(join);
  if (mode === "all") return null;
  return mode === "first" ? "the first" : `${quorum} of ${leading}`;
}
