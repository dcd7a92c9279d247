import { permissionsOf } from "@orrery/services";
import { ToastProvider } from "@orrery/ui";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { type Access, AccessProvider } from "../../access/access-context.tsx";
import { AppFrame } from "../../frame/app-frame.tsx";
import { openContext } from "../../server/request-context.server.ts";
import { readThemeChoice, THEME_COOKIE } from "../../theme/theme-cookie.ts";
import { DataProvider } from "../../trpc/data-provider.tsx";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const theme = readThemeChoice((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <DataProvider>
      <AccessProvider access={await presentAccess()}>
        <ToastProvider>
          <AppFrame theme={theme}>{children}</AppFrame>
        </ToastProvider>
      </AccessProvider>
    </DataProvider>
  );
}

/** Null where nobody is signed in, or the database is away: the page says so. */
async function presentAccess(): Promise<Access | null> {
  const context = await openContext().catch(() => null);
  if (context?.actor == null) return null;
  const { role } = context.actor;
  const userId = context.actor.kind === "user" ? context.actor.userId : null;
  return { userId, role, permissions: permissionsOf(role) };
}
