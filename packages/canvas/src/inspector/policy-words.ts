import type { GraphPolicy } from "@orrery/graph";
import { formatDuration } from "@orrery/ui";

/** What of "If it fails" is not the default, in a few words; null where all is. */
export function policyWords({ retry, timeoutMs, onError, onUncertain, undo }: GraphPolicy): string | null {
  const words: string[] = [];
  if (retry?.maxAttempts !== undefined && retry.maxAttempts > 1) words.push(`try ${retry.maxAttempts} times`);
  if (timeoutMs !== undefined) words.push(`${formatDuration(timeoutMs)} each`);
  if (onError === "branch") words.push("error branch");
  if (onError === "continue") words.push("go on");
  if (onUncertain === "ask") words.push("ask");
  if (undo !== undefined) words.push(`undo by ${undo}`);
  return words.length === 0 ? null : words.join(" · ");
}

/** For how long a result is kept; null where it is not. */
export function keepWords({ cache }: GraphPolicy): string | null {
  return cache === undefined ? null : `for ${formatDuration(cache.ttlMs)}`;
}
