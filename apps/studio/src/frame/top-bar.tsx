import Link from "next/link";
import type { ReactNode } from "react";
import { ConnectionBanner } from "./connection-banner.tsx";

export interface TopBarProps {
  /** Where this page lies; hidden on a phone, where the rail says it. */
  parent?: { href: string; word: string };
  /** The page's own name, or the control that changes it. */
  title: ReactNode;
  /** Small facts after the title. */
  facts?: ReactNode;
  actions?: ReactNode;
}

/** The 48 px bar over every page: where am I, how is it, what can I do; under it, whether the studio is heard. */
export function TopBar({ parent, title, facts, actions }: TopBarProps) {
  return (
    <>
      <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-panel px-3">
        <div className="flex min-w-0 flex-1 items-center gap-2">
          {parent && (
            <>
              <Link href={parent.href} prefetch={false} className="hidden shrink-0 text-muted hover:text-ink md:block">
                <bdi>{parent.word}</bdi>
              </Link>
              <span aria-hidden className="hidden text-dim md:block">
                /
              </span>
            </>
          )}
          <div className="min-w-0 truncate font-semibold">{title}</div>
          {facts && <div className="flex shrink-0 items-center gap-2 text-muted text-xs">{facts}</div>}
        </div>
        {actions && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
      </header>
      <ConnectionBanner />
    </>
  );
}
