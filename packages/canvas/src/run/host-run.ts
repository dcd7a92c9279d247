import { isEnded, type RunState, type SubStep, subStepsOf } from "@orrery/engine";
import { speakerIn } from "./speaker-in.ts";

/** What a card shows of a step that takes sub-steps: an agent's turns and calls. */
export interface HostRun {
  /** Its own sub-steps so far: turns, summaries, calls of its code. */
  readonly turns: number;
  readonly calls: number;
  /** It works on one of its own. */
  readonly isThinking: boolean;
  /** The nodes that it has called and that have not ended. */
  readonly calling: readonly string[];
  /** Everything that it has under way waits for a person or a time. */
  readonly isWaiting: boolean;
  /** Who speaks now, where there are several. */
  readonly speaker: string | null;
  /** The sub-step whose live text is shown. */
  readonly liveKey: string | null;
  readonly tokens: number | null;
  readonly usd: number | null;
  readonly model: string | null;
}

/**
 * What a step's sub-steps come to; null where it has asked for none.
 * @param preview of what a turn was given: it names who speaks.
 */
export function hostRun(
  state: RunState,
  stepKey: string,
  { preview }: { readonly preview: (valueId: string) => string | null },
): HostRun | null {
  const all = subStepsOf(state, stepKey);
  if (all.length === 0) return null;
  const own = all.filter(({ kind }) => kind === "own");
  const open = all.filter(({ status }) => !isEnded(status));
  const live = open.findLast(({ kind, status }) => kind === "own" && (status === "running" || status === "retrying"));
  const turn = own.at(-1)?.input;
  const paid = own.flatMap(({ usage }) => usage ?? []);
  return {
    turns: own.length,
    calls: all.filter(({ kind }) => kind === "tool").length,
    isThinking: live !== undefined,
    calling: open.filter(({ kind }) => kind === "tool").map(({ nodeId }) => nodeId),
    isWaiting: open.length > 0 && open.every(({ status }) => status === "waiting"),
    speaker: open.length === 0 || turn == null ? null : speakerIn(preview(turn.id)),
    liveKey: live?.stepKey ?? null,
    tokens: paid.length === 0 ? null : paid.reduce((sum, usage) => sum + usage.inputTokens + usage.outputTokens, 0),
    usd: paid.length === 0 ? null : paid.reduce((sum, usage) => sum + usage.usd, 0),
    model: lastModel(own),
  };
}

function lastModel(own: readonly SubStep[]): string | null {
  return own.findLast(({ model }) => model !== null)?.model ?? null;
}
