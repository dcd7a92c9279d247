"use client";
import { Button, Field, Spinner, TextField } from "@orrery/ui";
import { type FormEvent, useEffect, useState } from "react";
import { readToken, verifyAddress } from "./verify-address.ts";

export interface SignInFormProps {
  /** From the link; empty when the page was opened without one. */
  token: string;
  /** Why the last try did not work: `DATABASE_AWAY`, or a code of the token's refusal; null before a try. */
  refusal: string | null;
}

/** Opens the one-time link; without one, takes the token that the terminal shows. */
export function SignInForm({ token, refusal }: SignInFormProps) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(token !== "" && refusal === null);

  useEffect(() => {
    if (token !== "" && refusal === null) window.location.replace(verifyAddress(token));
  }, [token, refusal]);

  function submit(event: FormEvent) {
    event.preventDefault();
    const given = readToken(text);
    if (given === "") return;
    setBusy(true);
    window.location.assign(verifyAddress(given));
  }

  if (busy) {
    return (
      <p className="mt-4 flex items-center gap-2 text-muted" role="status">
        <Spinner /> Signing you in
      </p>
    );
  }
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
      <Field
        label="One-time token"
        hint="The terminal that started Orrery shows a link with it. A link works once, for one hour."
        {...(refusal !== null && {
          error:
            refusal === "DATABASE_AWAY"
              ? "The database does not answer. Wait a moment, then try again; your token is still good."
              : "This token was used already, or it is older than an hour. Start Orrery again to get a new link.",
        })}
      >
        <TextField value={text} onValueChange={setText} autoComplete="off" spellCheck={false} mono required />
      </Field>
      <Button type="submit" variant="primary" size="lg">
        Sign in
      </Button>
    </form>
  );
}
