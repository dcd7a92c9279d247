import { formatCount } from "@orrery/ui";
import type { HostRun } from "../run/host-run.ts";
import type { NodeRun } from "../run/node-run.ts";

/** "Turn 3 · Ada · calling Find an order" where Ada is one of several, and once it has ended "3 turns · 2 tool calls". */
export function turnWords(
  { state }: Pick<NodeRun, "state">,
  host: HostRun,
  titleOf: (nodeId: string) => string,
): string {
  if (state === "running" || state === "waiting" || state === "retrying") {
    const by = host.speaker === null ? "" : ` · ${host.speaker}`;
    return `Turn ${host.turns}${by} · ${doing(host, titleOf)}`;
  }
  const turns = host.turns === 1 ? "1 turn" : `${formatCount(host.turns)} turns`;
  if (host.calls === 0) return turns;
  return `${turns} · ${host.calls === 1 ? "1 tool call" : `${formatCount(host.calls)} tool calls`}`;
}

function doing({ isThinking, isWaiting, calling }: HostRun, titleOf: (nodeId: string) => string): string {
  if (isWaiting) return "waiting for your word";
  if (isThinking) return "thinking";
  if (calling.length === 0) return "going on";
  return `calling ${[...new Set(calling)].map(titleOf).join(", ")}`;
}
