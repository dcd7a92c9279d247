"use client";
import { cx, Logo, Tooltip } from "@orrery/ui";
import { Activity, Brain, ChartColumn, House, LayoutGrid, Server, Settings } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useMay } from "../access/access-context.tsx";
import { useSettled } from "./use-settled.ts";

const PLACES = [
  { href: "/", word: "Home", icon: House, holds: (path: string) => path === "/" || path.startsWith("/workflows") },
  {
    href: "/templates",
    word: "Templates",
    icon: LayoutGrid,
    holds: (path: string) => path.startsWith("/templates"),
    isForDrawing: true,
  },
  { href: "/runs", word: "Runs", icon: Activity, holds: (path: string) => path.startsWith("/runs") },
  {
    href: "/dashboard",
    word: "Dashboard",
    icon: ChartColumn,
    holds: (path: string) => path.startsWith("/dashboard"),
  },
  { href: "/memory", word: "Memory", icon: Brain, holds: (path: string) => path.startsWith("/memory") },
  { href: "/fleet", word: "Fleet", icon: Server, holds: (path: string) => path.startsWith("/fleet") },
  { href: "/settings", word: "Settings", icon: Settings, holds: (path: string) => path.startsWith("/settings") },
];

/** The places of the studio: a rail of icons at the left, on a phone a bar with words at the foot. */
export function Rail({ foot }: { foot: ReactNode }) {
  const path = usePathname();
  const mayDraw = useMay("workflow.write");
  const settled = useSettled();
  return (
    <nav
      aria-label="Main"
      className="flex h-13 shrink-0 items-stretch border-t bg-panel md:h-auto md:w-13 md:flex-col md:border-t-0 md:border-r"
    >
      <Link
        href="/"
        prefetch={settled ? null : false}
        aria-label="Orrery, home"
        className="hidden h-12 items-center justify-center border-b -outline-offset-2 md:flex"
      >
        <Logo size={24} />
      </Link>
      <ul className="flex min-w-0 flex-1 items-stretch justify-around md:flex-col md:items-center md:justify-start md:gap-1.5 md:pt-2.5">
        {PLACES.filter((place) => mayDraw || !place.isForDrawing).map(({ href, word, icon: Icon, holds }) => {
          const here = holds(path);
          return (
            <li key={href} className="flex min-w-0 flex-auto md:flex-none">
              <Tooltip text={word} side="right">
                <Link
                  href={href}
                  // Nine requests beside those of a page that is being opened would make it late.
                  prefetch={settled ? null : false}
                  aria-current={here ? "page" : undefined}
                  className={cx(
                    "flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-control text-2xs transition-colors md:size-9 md:flex-none md:border-l-2",
                    here
                      ? "border-brass-line text-ink md:bg-raised"
                      : "border-transparent text-dim hover:bg-raised hover:text-ink",
                  )}
                >
                  <Icon aria-hidden size={18} strokeWidth={1.75} />
                  <span className="md:sr-only">{word}</span>
                </Link>
              </Tooltip>
            </li>
          );
        })}
      </ul>
      <div className="flex w-10 shrink-0 items-center justify-center md:w-auto md:pb-3">{foot}</div>
    </nav>
  );
}
