"use client";
import type { AuditArea, AuditRow } from "@orrery/services";
import { Button, EmptyState, Field, RelativeTime, Select, Spinner } from "@orrery/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { AREAS, actorWords, auditWords } from "./audit-words.ts";

export interface AuditLogProps {
  /** The newest page, as the server saw it. */
  first: { readonly entries: readonly AuditRow[]; readonly next: string | null };
  people: readonly { readonly userId: string; readonly name: string }[];
}

const EVERYBODY = "everybody";

/** Who did what, when and to what: newest first, narrowed by what and by whom, a page at a time. */
export function AuditLog({ first, people }: AuditLogProps) {
  const trpc = useTRPC();
  const [area, setArea] = useState<AuditArea | "all">("all");
  const [who, setWho] = useState(EVERYBODY);
  const isWhole = area === "all" && who === EVERYBODY;
  const pages = useInfiniteQuery(
    trpc.audit.list.infiniteQueryOptions(
      { ...(area !== "all" && { area }), ...(who !== EVERYBODY && { actor: who }) },
      { getNextPageParam: (page) => page.next ?? undefined },
    ),
  );
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? (isWhole ? first.entries : []);
  const actors = [
    { value: EVERYBODY, label: "Everybody" },
    ...people.map(({ userId, name }) => ({ value: `user:${userId}`, label: name })),
    { value: "local", label: "The command line" },
  ];
  return (
    <section aria-label="Audit log" className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-3">
        <div className="w-52">
          <Field label="What">
            <Select value={area} onValueChange={setArea} options={AREAS} />
          </Field>
        </div>
        <div className="w-52">
          <Field label="Who">
            <Select value={who} onValueChange={setWho} options={actors} />
          </Field>
        </div>
      </div>
      {pages.error && (
        <p role="alert" className="break-words text-failed text-sm">
          {explainError(pages.error).message}
        </p>
      )}
      {pages.isPending && !isWhole && (
        <p role="status" className="flex items-center gap-2 text-dim text-sm">
          <Spinner /> Reading the log
        </p>
      )}
      {pages.isSuccess && entries.length === 0 && (
        <EmptyState icon={<ScrollText aria-hidden size={18} strokeWidth={1.75} />} title="Nothing of this kind yet">
          What people and programs change in this workspace is written down here.
        </EmptyState>
      )}
      {entries.length > 0 && (
        <ol aria-label="What was done" className="flex flex-col rounded-card border">
          {entries.map((row) => (
            <AuditLine key={row.id} row={row} />
          ))}
        </ol>
      )}
      {pages.hasNextPage && (
        <div>
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Show earlier
          </Button>
        </div>
      )}
    </section>
  );
}

function AuditLine({ row }: { row: AuditRow }) {
  const { before, thing, after } = auditWords(row);
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b px-4 py-2 text-sm last:border-b-0">
      <p className="min-w-0 flex-1 basis-60 break-words">
        <bdi className="font-semibold">{actorWords(row)}</bdi> {before}
        {thing !== null && <bdi>{thing}</bdi>}
        {after}
      </p>
      <span className="text-dim text-xs">
        <RelativeTime at={row.at} />
      </span>
    </li>
  );
}
