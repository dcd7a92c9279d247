"use client";
import type { MemberRow } from "@orrery/services";
import { Button, Dialog, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

export interface RemoveMemberDialogProps {
  member: MemberRow;
  isSelf: boolean;
  onClose: () => void;
}

/** Asks before somebody is taken out, or leaves. */
export function RemoveMemberDialog({ member, isSelf, onClose }: RemoveMemberDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const remove = useMutation(
    trpc.member.remove.mutationOptions({
      onSuccess: () => {
        if (isSelf) return window.location.assign("/sign-in");
        router.refresh();
        onClose();
      },
      onError: (error) => {
        toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" });
        onClose();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isSelf ? "Leave the workspace?" : "Remove from the workspace?"}
      description={
        isSelf ? (
          "You are signed out at once, and your API keys end. To come back you need an invitation."
        ) : (
          <>
            <bdi>{member.name}</bdi> is signed out at once, and their API keys end. What they drew and ran stays.
          </>
        )
      }
      actions={
        <>
          <Button onClick={onClose}>{isSelf ? "Stay" : "Keep them"}</Button>
          <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate({ userId: member.userId })}>
            {isSelf ? "Leave" : "Remove"}
          </Button>
        </>
      }
    />
  );
}
