import { cx } from "./cx.ts";

export type ProgressTone = "brass" | "running" | "done" | "failed" | "waiting";

const TONE: Record<ProgressTone, string> = {
  brass: "bg-brass-line",
  running: "bg-running",
  done: "bg-done",
  failed: "bg-failed",
  waiting: "bg-waiting",
};

export interface ProgressBarProps {
  /** What progresses: the accessible name. */
  label: string;
  value: number;
  /** The whole; null when it is not known. */
  max: number | null;
  tone?: ProgressTone;
}

/** A two-pixel bar; with an unknown `max` a piece of it sweeps along. */
export function ProgressBar({ label, value, max, tone = "running" }: ProgressBarProps) {
  const known = max !== null && max > 0;
  const share = known ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      {...(known && { "aria-valuenow": Math.min(value, max), "aria-valuemax": max })}
      className="h-0.75 w-full overflow-hidden rounded-full bg-raised"
    >
      <div
        className={cx("h-full rounded-full", TONE[tone], known ? "transition-[width]" : "w-1/3 animate-sweep")}
        {...(known && { style: { width: `${share * 100}%` } })}
      />
    </div>
  );
}
