import { formatCount, formatUsd } from "@orrery/ui";
import type { ForkPreview } from "./fork-preview.ts";

/** What a fork keeps, in a sentence: "Keeps 14 of 17 steps, $0.12." */
export function previewWords({ steps, usd, tokens, ofSteps }: ForkPreview): string {
  if (steps === 0) return "Keeps nothing: all of it is made again.";
  const paid = usd > 0 ? `, ${formatUsd(usd)}` : tokens > 0 ? `, ${formatCount(tokens)} tokens` : "";
  const all = `${formatCount(steps)} of ${ofSteps === 1 ? "1 step" : `${formatCount(ofSteps)} steps`}`;
  return `Keeps ${all}${paid}. The rest is made again.`;
}
