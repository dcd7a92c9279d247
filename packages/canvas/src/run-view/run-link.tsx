"use client";
import type { LinkedRun } from "../run/run-control.ts";

/** A run by its short name, as the way to its own page. */
export function RunLink({ link }: { link: LinkedRun }) {
  return (
    <a
      href={link.href}
      className="rounded-chip font-mono text-code text-ink underline decoration-line-strong hover:text-brass-ink"
    >
      run {link.short}
    </a>
  );
}
