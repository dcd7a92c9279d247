"use client";
import { formatCount, formatUsd } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { selectNode } from "../editor/editor-view.ts";
import { useRun } from "../editor/use-stores.ts";
import { type UsageShare, usageBy } from "../run/usage-by.ts";

const MOST_LISTED = 8;

/** What the models of a run took, by node and by model. Nothing where none was asked. */
export function UsageShares({ titleOf }: { titleOf: (nodeId: string) => string }) {
  const { overlay, view } = useEditor();
  // Listened to so that the sums grow with the run.
  const run = useRun();
  if (!overlay || !run || run.tokens === 0) return null;
  const { nodes, models } = usageBy(overlay.runState());
  return (
    <section aria-label="Tokens and cost" className="flex flex-col gap-3 text-xs">
      <Shares label="By node" shares={nodes} say={titleOf} onOpen={(nodeId) => selectNode(view, nodeId, "output")} />
      <Shares label="By model" shares={models} say={(name) => (name === "offline" ? "offline, no LLM" : name)} />
    </section>
  );
}

interface SharesProps {
  label: string;
  shares: readonly UsageShare[];
  say: (name: string) => string;
  onOpen?: (name: string) => void;
}

function Shares({ label, shares, say, onOpen }: SharesProps) {
  const hasCost = shares.some(({ usd }) => usd > 0);
  return (
    <table className="w-full table-fixed">
      <caption className="pb-1 text-left text-muted">{label}</caption>
      <thead className="sr-only">
        <tr>
          <th>Name</th>
          <th>Calls</th>
          <th>Tokens</th>
          {hasCost && <th>Cost</th>}
        </tr>
      </thead>
      <tbody>
        {shares.slice(0, MOST_LISTED).map(({ name, calls, tokens, usd }) => (
          <tr key={name} className="border-t">
            <th scope="row" className="truncate py-1 text-left font-normal">
              {onOpen ? (
                <button
                  type="button"
                  onClick={() => onOpen(name)}
                  className="max-w-full truncate rounded-chip hover:text-brass-ink"
                >
                  <bdi>{say(name)}</bdi>
                </button>
              ) : (
                <bdi>{say(name)}</bdi>
              )}
            </th>
            <td className="w-12 text-right font-mono text-code text-dim">{formatCount(calls)}×</td>
            <td className="w-20 text-right font-mono text-code">{formatCount(tokens)} tok</td>
            {hasCost && <td className="w-18 text-right font-mono text-code">{formatUsd(usd)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
