import { readInvitation, ServiceError } from "@orrery/services";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { roleLabel } from "../../access/role-words.ts";
import { EntryCard } from "../../entry/entry-card.tsx";
import { openContext } from "../../server/request-context.server.ts";
import { JoinForm } from "./join-form.tsx";

export const metadata: Metadata = { title: "Join" };

interface JoinPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function JoinPage({ searchParams }: JoinPageProps) {
  const { token = "" } = await searchParams;
  if (typeof token !== "string") notFound();
  const invitation = await findInvitation(token);
  return (
    <EntryCard title="You are invited">
      <p className="mt-2 break-words text-muted">
        To the workspace <bdi className="text-ink">{invitation.workspace}</bdi>, as{" "}
        <span className="text-ink">{roleLabel(invitation.role).toLowerCase()}</span>.
      </p>
      <JoinForm token={token} invitation={invitation} />
    </EntryCard>
  );
}

/** Whatever the reason why it is not good, the answer is the same. */
async function findInvitation(token: string) {
  const ctx = await openContext();
  try {
    return await readInvitation({ ctx, input: { token } });
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
