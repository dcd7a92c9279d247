"use client";
import { Button, Field, TextField } from "@orrery/ui";
import { type FormEvent, useState } from "react";
import { signInWithPassword } from "../../entry/sign-in-with-password.ts";

/** Signs in by address and password, and goes on to `next`. */
export function PasswordForm({ next }: { next: string }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    const end = await signInWithPassword(email.trim(), password);
    if (end.ok) return window.location.assign(next);
    setBusy(false);
    setProblem(end.message);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="mt-4 flex flex-col gap-4">
      <Field label="E-mail">
        <TextField type="email" value={email} onValueChange={setEmail} autoComplete="username" required />
      </Field>
      <Field
        label="Password"
        hint="Forgotten? An owner of your workspace can make you a link for a new one."
        {...(problem !== null && { error: problem })}
      >
        <TextField
          type="password"
          value={password}
          onValueChange={setPassword}
          autoComplete="current-password"
          required
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        Sign in
      </Button>
    </form>
  );
}
