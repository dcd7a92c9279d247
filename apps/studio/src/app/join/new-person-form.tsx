"use client";
import { Button, Field, TextField } from "@orrery/ui";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { askServer } from "../../entry/ask-server.ts";
import { signInWithPassword } from "../../entry/sign-in-with-password.ts";
import { type Explained, explainError } from "../../trpc/explain-error.ts";

export interface NewPersonFormProps {
  token: string;
  /** The only address the invitation is good for; null: any. */
  email: string | null;
}

/** Makes an account, joins with it, and signs in. */
export function NewPersonForm({ token, email: fixed }: NewPersonFormProps) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState(fixed ?? "");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Explained | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const joined = await askServer.join.accept.mutate({ token, person: { name, email, password } });
      const end = await signInWithPassword(joined.email, password);
      window.location.assign(end.ok ? "/" : "/sign-in");
    } catch (error) {
      setBusy(false);
      setProblem(explainError(error));
    }
  }

  const passwordProblem = problem?.reason === "PASSWORD" ? problem.message : null;
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-4 flex flex-col gap-4">
      <Field label="Your name" hint="As others see it.">
        <TextField value={name} onValueChange={setName} autoComplete="name" maxLength={100} required />
      </Field>
      <Field label="E-mail" {...(fixed !== null && { hint: "The invitation is for this address." })}>
        <TextField
          type="email"
          value={email}
          onValueChange={setEmail}
          autoComplete="username"
          readOnly={fixed !== null}
          required
        />
      </Field>
      <Field
        label="Password"
        hint="At least 10 characters."
        {...(passwordProblem !== null && { error: passwordProblem })}
      >
        <TextField type="password" value={password} onValueChange={setPassword} autoComplete="new-password" required />
      </Field>
      {problem !== null && passwordProblem === null && (
        <p role="alert" className="break-words text-failed text-sm">
          {problem.message}
        </p>
      )}
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        Make an account and join
      </Button>
      <p className="text-muted text-sm">
        You have an account?{" "}
        <Link href={`/sign-in?join=${token}`} className="underline hover:text-ink">
          Sign in and join
        </Link>
      </p>
    </form>
  );
}
