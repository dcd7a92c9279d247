"use client";
import type { SessionRow } from "@orrery/services";
import { Badge, Button, RelativeTime, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { SignOutButton } from "../entry/sign-out-button.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { describeBrowser } from "./describe-browser.ts";

/** Where one is signed in, and the ways out. */
export function Sessions({ rows }: { rows: readonly SessionRow[] }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const options = {
    onSuccess: () => router.refresh(),
    onError: (error: unknown) =>
      toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
  };
  const endOne = useMutation(trpc.account.endSession.mutationOptions(options));
  const endOthers = useMutation(trpc.account.endOtherSessions.mutationOptions(options));
  const hasOthers = rows.some(({ isThis }) => !isThis);
  return (
    <section aria-labelledby="sessions" className="flex flex-col gap-3">
      <h2 id="sessions" className="font-semibold text-md">
        Signed in at
      </h2>
      <ul aria-label="Sessions" className="flex flex-col rounded-card border">
        {rows.map((row) => (
          <li key={row.id} className="flex items-center gap-3 border-b px-4 py-2.5 last:border-b-0">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 text-sm">
                {describeBrowser(row.userAgent)}
                {row.isThis && <Badge tone="done">this one</Badge>}
              </p>
              <p className="text-dim text-xs">
                since <RelativeTime at={row.createdAt} />
              </p>
            </div>
            {!row.isThis && (
              <Button
                size="sm"
                busy={endOne.isPending && endOne.variables?.id === row.id}
                aria-label={`Sign out ${describeBrowser(row.userAgent)}`}
                onClick={() => endOne.mutate({ id: row.id })}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <SignOutButton />
        {hasOthers && (
          <Button busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            Sign out everywhere else
          </Button>
        )}
      </div>
    </section>
  );
}
