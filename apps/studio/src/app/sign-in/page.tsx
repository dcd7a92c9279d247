import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EntryCard } from "../../entry/entry-card.tsx";
import { SignOutButton } from "../../entry/sign-out-button.tsx";
import { openContext } from "../../server/request-context.server.ts";
import { isInvitationToken } from "./invitation-token.ts";
import { SignIn } from "./sign-in.tsx";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { token, error, join } = await searchParams;
  const invitation = typeof join === "string" && isInvitationToken(join) ? join : null;
  const isFresh = token === undefined && error === undefined;
  const stranger = isFresh && invitation === null ? await visitorWithoutWorkspace() : null;
  return (
    <EntryCard title="Sign in to Orrery">
      {stranger === null ? (
        <SignIn
          token={typeof token === "string" ? token : ""}
          refusal={typeof error === "string" ? error : null}
          invitation={invitation}
        />
      ) : (
        <div className="mt-4 flex flex-col items-start gap-4">
          <p className="break-words text-muted">
            You are signed in as <bdi>{stranger}</bdi>, but a member of no workspace. Ask an owner for an invitation.
          </p>
          <SignOutButton />
        </div>
      )}
    </EntryCard>
  );
}

/** The address of who is signed in and is nobody here. Members go on to their workspace; without a database nobody is known. */
async function visitorWithoutWorkspace(): Promise<string | null> {
  const context = await openContext().catch(() => null);
  if (context?.actor != null) redirect("/");
  const visitor = await context?.visitor?.();
  return visitor?.email ?? null;
}
