"use client";
import type { Account } from "@orrery/services";
import { Button, Field, TextField, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { roleLabel } from "../access/role-words.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { SignInSettings } from "./sign-in-settings.tsx";

/** One's own name and the way in. */
export function AccountSettings({ account }: { account: Account }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [name, setName] = useState(account.name);
  const rename = useMutation(
    trpc.account.rename.mutationOptions({
      onSuccess: () => {
        toast({ title: "Your name is changed", tone: "done" });
        router.refresh();
      },
      onError: (error) => toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !rename.isPending) rename.mutate({ name });
  };
  return (
    <>
      <section aria-labelledby="you" className="flex flex-col gap-3">
        <h2 id="you" className="sr-only">
          Name and role
        </h2>
        <p className="break-words text-muted text-sm">
          You are {roleLabel(account.role).toLowerCase()} in <bdi>{account.workspace}</bdi>.
        </p>
        <form onSubmit={submit} className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <Field label="Your name">
              <TextField value={name} onValueChange={setName} maxLength={100} autoComplete="name" />
            </Field>
          </div>
          <Button type="submit" busy={rename.isPending} disabled={name.trim() === "" || name === account.name}>
            Save the name
          </Button>
        </form>
      </section>
      <SignInSettings account={account} />
    </>
  );
}
