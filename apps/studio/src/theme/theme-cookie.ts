export type ThemeChoice = "system" | "light" | "dark";

export const THEME_COOKIE = "orrery-theme";

/** The choice a cookie's text stands for; anything unknown is `system`. */
export function readThemeChoice(text: string | undefined): ThemeChoice {
  return text === "light" || text === "dark" ? text : "system";
}
