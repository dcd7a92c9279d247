"use client";
import { useState } from "react";
import { PasswordForm } from "./password-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";

export interface SignInProps {
  /** From a one-time link; empty without one. */
  token: string;
  /** Why the last one-time link did not work; null before a try. */
  refusal: string | null;
  /** The invitation that is to be accepted afterwards. */
  invitation: string | null;
}

/** The two ways in: address and password, or a one-time link. */
export function SignIn({ token, refusal, invitation }: SignInProps) {
  const [way, setWay] = useState<"password" | "link">(token === "" && refusal === null ? "password" : "link");
  return (
    <>
      {way === "password" ? (
        <PasswordForm next={invitation === null ? "/" : `/join?token=${invitation}`} />
      ) : (
        <SignInForm token={token} refusal={refusal} />
      )}
      <button
        type="button"
        className="mt-4 text-muted text-sm underline hover:text-ink"
        onClick={() => setWay(way === "password" ? "link" : "password")}
      >
        {way === "password" ? "Use a one-time token" : "Use a password"}
      </button>
    </>
  );
}
