import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { StyleNonce } from "../security/style-nonce.tsx";
import { readThemeChoice, THEME_COOKIE } from "../theme/theme-cookie.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Orrery", template: "%s · Orrery" },
  description: "A visual studio for orchestrating AI agents",
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1118" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const choice = readThemeChoice((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html
      lang="en"
      {...(choice !== "system" && { "data-theme": choice })}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body className="min-h-dvh">
        <StyleNonce />
        {children}
      </body>
    </html>
  );
}
