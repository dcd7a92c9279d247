"use client";
import type { Account } from "@orrery/services";
import { Button, Field, TextField, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

/** The address and the password that one signs in with. */
export function SignInSettings({ account }: { account: Account }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [email, setEmail] = useState(account.email ?? "");
  const [password, setPassword] = useState("");
  const [current, setCurrent] = useState("");
  const change = useMutation(
    trpc.account.changeSignIn.mutationOptions({
      onSuccess: () => {
        setPassword("");
        setCurrent("");
        toast({ title: "Saved. You sign in with it from now on", tone: "done" });
        router.refresh();
      },
    }),
  );
  const failure = change.error && explainError(change.error);
  const errorOf = (reason: string) => (failure?.reason === reason ? { error: failure.message } : {});
  const isNewEmail = email.trim() !== "" && email.trim() !== account.email;
  const canSave = (isNewEmail || password !== "") && (!account.hasPassword || current !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!canSave || change.isPending) return;
    change.mutate({
      ...(isNewEmail && { email }),
      ...(password !== "" && { password }),
      ...(account.hasPassword && { currentPassword: current }),
    });
  };
  return (
    <section aria-labelledby="sign-in" className="flex flex-col gap-3">
      <div>
        <h2 id="sign-in" className="font-semibold text-md">
          Sign-in
        </h2>
        <p className="text-muted text-sm">
          {account.hasPassword
            ? "A new password signs you out everywhere else."
            : "Set an address and a password, and you can sign in without a one-time link."}
        </p>
      </div>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="E-mail" {...errorOf("EMAIL_TAKEN")}>
          <TextField type="email" value={email} onValueChange={setEmail} autoComplete="username" required />
        </Field>
        <Field
          label={account.hasPassword ? "New password" : "Password"}
          hint={account.hasPassword ? "Leave it empty to keep yours." : "At least 10 characters."}
          {...errorOf("PASSWORD")}
        >
          <TextField type="password" value={password} onValueChange={setPassword} autoComplete="new-password" />
        </Field>
        {account.hasPassword && (
          <Field label="Present password" {...errorOf("CURRENT_PASSWORD")}>
            <TextField type="password" value={current} onValueChange={setCurrent} autoComplete="current-password" />
          </Field>
        )}
        {failure && !["EMAIL_TAKEN", "PASSWORD", "CURRENT_PASSWORD"].includes(failure.reason ?? "") && (
          <p role="alert" className="break-words text-failed text-sm">
            {failure.message}
          </p>
        )}
        <div>
          <Button type="submit" variant="primary" busy={change.isPending} disabled={!canSave}>
            Save the sign-in
          </Button>
        </div>
      </form>
    </section>
  );
}
