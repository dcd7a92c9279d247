import { LoaderCircle } from "lucide-react";

export interface SpinnerProps {
  /** Said to a screen reader; leave out where words beside it already say that work is under way. */
  label?: string;
  /** Pixels. */
  size?: number;
}

/** A turning ring for work whose length is not known. */
export function Spinner({ label, size = 14 }: SpinnerProps) {
  const ring = <LoaderCircle aria-hidden size={size} strokeWidth={1.75} className="shrink-0 animate-turn" />;
  if (!label) return ring;
  return (
    <span role="status" className="inline-flex">
      {ring}
      <span className="sr-only">{label}</span>
    </span>
  );
}
