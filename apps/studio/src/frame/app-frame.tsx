import type { ReactNode } from "react";
import type { ThemeChoice } from "../theme/theme-cookie.ts";
import { ThemeToggle } from "../theme/theme-toggle.tsx";
import { Rail } from "./rail.tsx";

export interface AppFrameProps {
  theme: ThemeChoice;
  children: ReactNode;
}

/** Rail and page. The page scrolls inside, so bars and panels keep their places. */
export function AppFrame({ theme, children }: AppFrameProps) {
  return (
    <div className="flex h-dvh flex-col-reverse md:flex-row">
      <Rail foot={<ThemeToggle initial={theme} />} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</div>
    </div>
  );
}
