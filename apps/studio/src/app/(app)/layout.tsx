import { ToastProvider } from "@orrery/ui";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppFrame } from "../../frame/app-frame.tsx";
import { readThemeChoice, THEME_COOKIE } from "../../theme/theme-cookie.ts";
import { DataProvider } from "../../trpc/data-provider.tsx";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const theme = readThemeChoice((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <DataProvider>
      <ToastProvider>
        <AppFrame theme={theme}>{children}</AppFrame>
      </ToastProvider>
    </DataProvider>
  );
}
