import { CircleDashed } from "lucide-react";

/** One line over a run that could go on and waits for a place or for an executor, and for which. */
export function HeldUpNote({ why }: { why: string | null }) {
  if (why === null) return null;
  return (
    <p role="status" className="flex shrink-0 items-start gap-2 border-b bg-panel px-3 py-1.5 text-muted text-xs">
      <CircleDashed aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0" />
      <span className="min-w-0 break-words">
        {why.endsWith(".") ? why : `${why}.`}{" "}
        <a href="/fleet" className="underline hover:text-ink">
          See the fleet
        </a>
      </span>
    </p>
  );
}
