"use client";
import type { InvitationRow, MemberRow } from "@orrery/services";
import { Button } from "@orrery/ui";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Invitations } from "./invitations.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberLine } from "./member-line.tsx";

export interface PeopleProps {
  members: readonly MemberRow[];
  /** Null for those who may not invite. */
  invitations: readonly InvitationRow[] | null;
  /** The person's own id. */
  self: string;
}

/** Who is in the workspace and what they may; for owners, the invitations that are open. */
export function People({ members, invitations, self }: PeopleProps) {
  const [inviting, setInviting] = useState(false);
  const canChange = invitations !== null;
  const owners = members.filter(({ role }) => role === "owner").length;
  return (
    <>
      <section aria-label="Members" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-start gap-3">
          <p className="min-w-60 flex-1 text-muted text-sm">
            {canChange
              ? "People come by a link that you hand them; no mail is sent. A change of role counts at once."
              : "Only an owner invites people and changes roles."}
          </p>
          {canChange && (
            <Button
              variant="primary"
              icon={<UserPlus aria-hidden size={16} strokeWidth={1.75} />}
              onClick={() => setInviting(true)}
            >
              Invite
            </Button>
          )}
        </div>
        <ul aria-label="Members" className="flex flex-col rounded-card border">
          {members.map((member) => (
            <MemberLine
              key={member.userId}
              member={member}
              isSelf={member.userId === self}
              canChange={canChange}
              isLastOwner={member.role === "owner" && owners === 1}
            />
          ))}
        </ul>
      </section>
      {invitations !== null && invitations.length > 0 && <Invitations rows={invitations} />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
