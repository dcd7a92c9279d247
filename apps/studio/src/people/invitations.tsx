"use client";
import type { InvitationRow } from "@orrery/services";
import { Badge, Button, RelativeTime, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { roleLabel } from "../access/role-words.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

/** The invitations that nobody has accepted yet. */
export function Invitations({ rows }: { rows: readonly InvitationRow[] }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const revoke = useMutation(
    trpc.member.revokeInvitation.mutationOptions({
      onSuccess: () => {
        toast({ title: "The invitation is revoked", tone: "done" });
        router.refresh();
      },
      onError: (error) => toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  return (
    <section aria-labelledby="invitations" className="flex flex-col gap-3">
      <h2 id="invitations" className="font-semibold text-md">
        Open invitations
      </h2>
      <ul aria-label="Invitations" className="flex flex-col rounded-card border">
        {rows.map((row) => {
          const name = row.email ?? `${roleLabel(row.role)}, whoever has the link`;
          return (
            <li key={row.id} className="flex items-center gap-3 border-b px-4 py-2.5 last:border-b-0">
              <div className="min-w-0 flex-1">
                <p className="break-words text-sm">
                  <bdi>{name}</bdi>
                </p>
                <p className="text-dim text-xs">
                  {row.email !== null && `${roleLabel(row.role)} · `}made <RelativeTime at={row.createdAt} /> · good
                  until <time dateTime={new Date(row.expiresAt).toISOString()}>{dayOf(row.expiresAt)}</time>
                </p>
              </div>
              <HasRunOut at={row.expiresAt} />
              <Button
                size="sm"
                variant="danger"
                aria-label={`Revoke the invitation for ${name}`}
                busy={revoke.isPending && revoke.variables?.id === row.id}
                onClick={() => revoke.mutate({ id: row.id })}
              >
                Revoke
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function HasRunOut({ at }: { at: number }) {
  return at <= Date.now() ? <Badge tone="waiting">has run out</Badge> : null;
}

/** The day by the calendar of the installation's clock, the same on the server and here. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
