"use client";
import type { Role } from "@orrery/services";
import { Button, Dialog, Field, Select, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { ROLES } from "../access/role-words.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { SecretLink } from "./secret-link.tsx";

const FORM = "invite-form";
const DAYS = [
  { value: "1", label: "A day" },
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
] as const;

/** Makes an invitation and shows its link, once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [role, setRole] = useState<Role>("editor");
  const [days, setDays] = useState<(typeof DAYS)[number]["value"]>("7");
  const [email, setEmail] = useState("");
  const invite = useMutation(trpc.member.invite.mutationOptions({ onSuccess: () => router.refresh() }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invite.isPending) return;
    invite.mutate({ role, days: Number(days), ...(email.trim() !== "" && { email }) });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Invite somebody"
      description="You get a link to hand over; one person joins by it."
      actions={
        invite.isSuccess ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={FORM} variant="primary" busy={invite.isPending}>
              Make the link
            </Button>
          </>
        )
      }
    >
      {invite.isSuccess ? (
        <SecretLink what="invitation" path={`/join?token=${invite.data.token}`} />
      ) : (
        <form id={FORM} onSubmit={submit} className="flex flex-col gap-3">
          <Field label="Role" hint={ROLES.find(({ value }) => value === role)?.means}>
            <Select value={role} onValueChange={setRole} options={ROLES} />
          </Field>
          <Field label="Good for">
            <Select value={days} onValueChange={setDays} options={DAYS} />
          </Field>
          <Field
            label="Only for this address"
            hint="Leave it empty, and whoever has the link can join."
            {...(invite.error && { error: explainError(invite.error).message })}
          >
            <TextField
              type="email"
              value={email}
              onValueChange={setEmail}
              placeholder="ada@example.org"
              autoComplete="off"
            />
          </Field>
        </form>
      )}
    </Dialog>
  );
}
