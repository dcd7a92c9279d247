"use client";
import type { InvitationFace } from "@orrery/services";
import { Button, buttonClass } from "@orrery/ui";
import Link from "next/link";
import { useState } from "react";
import { askServer } from "../../entry/ask-server.ts";
import { explainError } from "../../trpc/explain-error.ts";
import { NewPersonForm } from "./new-person-form.tsx";

export interface JoinFormProps {
  token: string;
  invitation: InvitationFace;
}

/** Joins with the account that is signed in, or with a new one. */
export function JoinForm({ token, invitation }: JoinFormProps) {
  const { visitor, email } = invitation;
  if (visitor === null) return <NewPersonForm token={token} email={email} />;
  if (visitor.isMember) {
    return (
      <div className="mt-4 flex flex-col gap-4">
        <p className="break-words text-muted">
          You are signed in as <bdi>{visitor.name}</bdi> and a member already. The invitation is for somebody else.
        </p>
        <Link href="/" className={buttonClass({ variant: "primary" })}>
          Go to your workflows
        </Link>
      </div>
    );
  }
  return <JoinSignedIn token={token} as={visitor.email} />;
}

function JoinSignedIn({ token, as }: { token: string; as: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  function join() {
    setBusy(true);
    askServer.join.accept.mutate({ token }).then(
      () => window.location.assign("/"),
      (error: unknown) => {
        setBusy(false);
        setProblem(explainError(error).message);
      },
    );
  }
  return (
    <div className="mt-4 flex flex-col gap-4">
      <p className="break-words text-muted">
        You are signed in as <bdi>{as}</bdi>.
      </p>
      {problem !== null && (
        <p role="alert" className="break-words text-failed text-sm">
          {problem}
        </p>
      )}
      <Button variant="primary" size="lg" busy={busy} onClick={join}>
        Join
      </Button>
    </div>
  );
}
