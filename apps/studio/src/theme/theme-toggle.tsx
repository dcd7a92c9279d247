"use client";
import { IconButton } from "@orrery/ui";
import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { THEME_COOKIE, type ThemeChoice } from "./theme-cookie.ts";

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: "light", light: "dark", dark: "system" };
const ICON = { system: Monitor, light: Sun, dark: Moon };
const WORD: Record<ThemeChoice, string> = { system: "as the system", light: "light", dark: "dark" };
const YEAR_S = 31_536_000;

/** Goes from the system's colours to light to dark. The choice is a cookie, so the server's first byte already has it. */
export function ThemeToggle({ initial }: { initial: ThemeChoice }) {
  const [choice, setChoice] = useState(initial);
  const Icon = ICON[choice];

  function turn() {
    const next = NEXT[choice];
    setChoice(next);
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing in Firefox
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${YEAR_S}; samesite=lax`;
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }

  return (
    <IconButton
      name={`Colours: ${WORD[choice]}. Change to ${WORD[NEXT[choice]]}`}
      onClick={turn}
      icon={<Icon aria-hidden size={18} strokeWidth={1.75} />}
    />
  );
}
