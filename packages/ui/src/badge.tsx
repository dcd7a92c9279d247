import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type BadgeTone = "neutral" | "running" | "done" | "failed" | "waiting" | "brass";

const TONE: Record<BadgeTone, string> = {
  neutral: "bg-raised text-muted",
  running: "bg-running/12 text-running",
  done: "bg-done/12 text-done",
  failed: "bg-failed/12 text-failed",
  waiting: "bg-waiting/12 text-waiting",
  brass: "bg-brass/16 text-brass-ink",
};

export interface BadgeProps {
  tone?: BadgeTone;
  icon?: ReactNode;
  children: ReactNode;
}

/** A small fact about the thing beside it. */
export function Badge({ tone = "neutral", icon, children }: BadgeProps) {
  return (
    <span
      className={cx(
        "inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-chip px-1.5 font-medium text-2xs",
        TONE[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
