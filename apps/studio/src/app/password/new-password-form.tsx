"use client";
import { Button, Field, TextField } from "@orrery/ui";
import { type FormEvent, useState } from "react";
import { askServer } from "../../entry/ask-server.ts";
import { signInWithPassword } from "../../entry/sign-in-with-password.ts";
import { explainError } from "../../trpc/explain-error.ts";

/** Sets the password that a link is for, and signs in with it. */
export function NewPasswordForm({ token }: { token: string }) {
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const { email } = await askServer.join.setPassword.mutate({ token, password });
      const end = await signInWithPassword(email, password);
      window.location.assign(end.ok ? "/" : "/sign-in");
    } catch (error) {
      setBusy(false);
      setProblem(explainError(error).message);
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="mt-4 flex flex-col gap-4">
      <Field label="New password" hint="At least 10 characters." {...(problem !== null && { error: problem })}>
        <TextField type="password" value={password} onValueChange={setPassword} autoComplete="new-password" required />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        Set the password
      </Button>
    </form>
  );
}
