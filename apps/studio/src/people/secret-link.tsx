"use client";
import { CopyButton } from "../frame/copy-button.tsx";

export interface SecretLinkProps {
  /** What it is, such as "invitation". */
  what: string;
  path: string;
}

/** A link that is shown this once, to be copied and handed over. */
export function SecretLink({ what, path }: SecretLinkProps) {
  const link = `${window.location.origin}${path}`;
  return (
    <div role="status" className="rounded-card border border-done/40 p-3">
      <p className="text-sm">Copy the link now: it is shown this once. It works once, too.</p>
      <div className="mt-1 flex items-start gap-2">
        <code className="min-w-0 flex-1 select-all break-all font-mono text-code">{link}</code>
        <CopyButton name="Copy the link" text={link} copied={`The ${what} is copied`} />
      </div>
    </div>
  );
}
