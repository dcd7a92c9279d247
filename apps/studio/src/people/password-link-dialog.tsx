"use client";
import type { MemberRow } from "@orrery/services";
import { Button, Dialog } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { SecretLink } from "./secret-link.tsx";

export interface PasswordLinkDialogProps {
  member: MemberRow;
  onClose: () => void;
}

/** Makes a link by which somebody sets a new password. */
export function PasswordLinkDialog({ member, onClose }: PasswordLinkDialogProps) {
  const trpc = useTRPC();
  const make = useMutation(trpc.member.passwordLink.mutationOptions());
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="A link for a new password"
      description={
        <>
          Whoever opens it within a day sets the password of <bdi>{member.name}</bdi> and signs them out everywhere.
          Hand it to them alone.
        </>
      }
      actions={
        make.isSuccess ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" busy={make.isPending} onClick={() => make.mutate({ userId: member.userId })}>
              Make the link
            </Button>
          </>
        )
      }
    >
      {make.isSuccess && <SecretLink what="link" path={`/password?token=${make.data.token}`} />}
      {make.error && (
        <p role="alert" className="break-words text-failed text-sm">
          {explainError(make.error).message}
        </p>
      )}
    </Dialog>
  );
}
