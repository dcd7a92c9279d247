"use client";
import { Button, buttonClass, Checkbox, formatCount, useToast } from "@orrery/ui";
import { GitCompareArrows, History, Square } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useMay } from "../../access/access-context.tsx";
import { compareAddress } from "../../run-list/compare-address.ts";
import { explainError } from "../../trpc/explain-error.ts";
import { useTRPCClient } from "../../trpc/trpc.ts";
import type { runQuestion } from "../run-filter.ts";
import { ManyRunsDialog, type ManyWish } from "./many-runs-dialog.tsx";
import { NOTHING_TICKED, type RunChoice, tickAll } from "./run-choice.ts";

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75 } as const;

export interface ChoiceBarProps {
  choice: RunChoice;
  onChoice: (choice: RunChoice) => void;
  /** The runs on the page, newest first. */
  shown: readonly string[];
  /** What all pages of the list are asked by. */
  question: ReturnType<typeof runQuestion>;
  hasMorePages: boolean;
}

/** Over the list: all of the page, how many are ticked, and what can be done to them. */
export function ChoiceBar({ choice, onChoice, shown, question, hasMorePages }: ChoiceBarProps) {
  const client = useTRPCClient();
  const toast = useToast();
  const mayStop = useMay("run.control");
  const mayStart = useMay("run.start");
  const [wish, setWish] = useState<ManyWish | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isCut, setCut] = useState(false);
  const { ids } = choice;
  const isAll = shown.length > 0 && shown.every((id) => ids.has(id));
  // Ids of runs sort by time: the older run comes first.
  const [a, b] = ids.size === 2 ? [...ids].sort() : [];

  async function tickMatching() {
    setAsking(true);
    try {
      const { cursor: _, ...all } = question;
      const found = await client.run.ids.query(all);
      onChoice(tickAll(NOTHING_TICKED, found.ids, true));
      setCut(found.isMore);
    } catch (error) {
      toast({ title: "The runs were not ticked", detail: explainError(error).message, tone: "failed" });
    } finally {
      setAsking(false);
    }
  }

  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-1 text-xs">
      <Checkbox
        checked={isAll}
        onCheckedChange={(isTicked) => {
          setCut(false);
          onChoice(tickAll(choice, shown, isTicked));
        }}
        label="All on this page"
      />
      <span role="status" className="text-muted tabular-nums">
        {ids.size > 0 && `${formatCount(ids.size)} ticked`}
        {ids.size > 0 && isCut && ", the newest that match: no more at a time"}
      </span>
      {isAll && hasMorePages && !isCut && (
        <Button size="sm" variant="ghost" busy={isAsking} onClick={() => void tickMatching()}>
          Tick all that match, on other pages too
        </Button>
      )}
      {ids.size > 0 && (
        <span className="ml-auto flex flex-wrap items-center gap-1.5">
          {a !== undefined && b !== undefined && (
            <Link href={compareAddress({ a, b })} className={buttonClass({ size: "sm" })}>
              <GitCompareArrows {...ICON} />
              Compare
            </Link>
          )}
          {mayStart && (
            <Button size="sm" icon={<History {...ICON} />} onClick={() => setWish("again")}>
              Run again
            </Button>
          )}
          {mayStop && (
            <Button size="sm" variant="danger" icon={<Square {...ICON} />} onClick={() => setWish("stop")}>
              Stop
            </Button>
          )}
          <Button size="sm" variant="ghost" onClick={() => onChoice(NOTHING_TICKED)}>
            Untick all
          </Button>
        </span>
      )}
      {wish !== null && (
        <ManyRunsDialog
          wish={wish}
          ids={[...ids]}
          onClose={() => setWish(null)}
          onDone={(done) => onChoice(tickAll(choice, done, false))}
        />
      )}
    </div>
  );
}
