import { Logo } from "@orrery/ui";
import type { ReactNode } from "react";

/** The one card of a page for people who are not in yet. */
export function EntryCard({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm rounded-card border bg-panel p-6">
        <Logo size={36} />
        <h1 className="mt-4 break-words text-title">{title}</h1>
        {children}
      </div>
    </main>
  );
}
