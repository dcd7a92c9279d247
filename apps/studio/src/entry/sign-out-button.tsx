"use client";
import { Button } from "@orrery/ui";
import { LogOut } from "lucide-react";
import { useState } from "react";
import { signOut } from "./sign-out.ts";

/** Signs out here. */
export function SignOutButton() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  function leave() {
    setBusy(true);
    signOut().catch((error: unknown) => {
      setBusy(false);
      setProblem(error instanceof Error ? error.message : "You are still signed in. Try again.");
    });
  }
  return (
    <>
      <Button busy={busy} icon={<LogOut aria-hidden size={16} strokeWidth={1.75} />} onClick={leave}>
        Sign out
      </Button>
      {problem !== null && (
        <p role="alert" className="text-failed text-sm">
          {problem}
        </p>
      )}
    </>
  );
}
