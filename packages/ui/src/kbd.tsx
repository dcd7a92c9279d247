import type { ReactNode } from "react";

/** A key or a chord, as printed on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-chip border border-current/30 px-1 font-mono text-2xs opacity-80">
      {children}
    </kbd>
  );
}
