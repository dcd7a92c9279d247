"use client";
import type { RunRow } from "@orrery/services";
import { buttonClass } from "@orrery/ui";
import { ArrowLeftRight } from "lucide-react";
import Link from "next/link";
import { TopBar } from "../../frame/top-bar.tsx";
import { compareAddress } from "../../run-list/compare-address.ts";
import { RunPill } from "../../run-list/run-pill.tsx";
import { shortRunId } from "../../run-list/short-run-id.ts";
import { runParent } from "../../run-page/run-title.tsx";

/** The bar over a comparison: which two runs, how they ended, and the way to change their places. */
export function CompareHead({ first, second }: { first: RunRow; second: RunRow }) {
  return (
    <TopBar
      parent={runParent(second)}
      title={<h1 className="truncate font-semibold text-sm">Compare two runs</h1>}
      facts={
        <>
          <Side run={first} name="First" />
          <Side run={second} name="Second" />
        </>
      }
      actions={
        <Link href={compareAddress({ a: second.id, b: first.id })} className={buttonClass()}>
          <ArrowLeftRight aria-hidden size={16} strokeWidth={1.75} />
          <span className="sr-only lg:not-sr-only">Change places</span>
        </Link>
      }
    />
  );
}

function Side({ run, name }: { run: RunRow; name: string }) {
  return (
    <span className="flex items-center gap-1.5 max-md:hidden">
      {name}
      <Link href={`/runs/${run.id}`} className="font-mono text-code text-ink underline decoration-line-strong">
        {`run ${shortRunId(run.id)}`}
      </Link>
      <RunPill status={run.status} waits={run.openWaits} heldUp={run.heldUp} />
    </span>
  );
}
