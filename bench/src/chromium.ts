import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import type { House } from "./house.ts";

/** Debian's browser where it is; otherwise the one that `playwright install chromium` has fetched. */
const debianChromium = "/usr/bin/chromium";

/** A headless Chromium that talks to nobody. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    ...(existsSync(debianChromium) && { executablePath: debianChromium }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--enable-precise-memory-info",
    ],
  });
}

/** A browser of the owner's, signed in, with nothing in its cache. Close it after use. */
export async function ownerContext(house: House): Promise<BrowserContext> {
  const { url } = await house.installation();
  const { cookies } = await house.client();
  const browser = await house.browser();
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookies.map(({ name, value }) => ({ name, value, url })));
  return context;
}
