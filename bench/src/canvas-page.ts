import type { BrowserContext, Page } from "@playwright/test";

/** A page and how long after the navigation it stood there and answered. */
export interface OpenedPage {
  readonly page: Page;
  readonly readyMs: number;
}

const patience = 30_000;

/** Opens an address; it is ready with the second frame after `selector` is there, which a busy page draws late. */
export async function openCanvas(context: BrowserContext, address: string, selector: string): Promise<OpenedPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const from = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.locator(selector).first().waitFor();
  await twoFrames(page);
  return { page, readyMs: performance.now() - from };
}

/** Looks at the canvas of an editor without zoom. */
export async function lookClosely(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Zoom, now/ }).click();
  await page.getByRole("menuitem", { name: "100%" }).click();
  await page.getByRole("button", { name: "Zoom, now 100%" }).waitFor();
  await twoFrames(page);
}

/** Looks at the whole drawing of an editor. */
export async function lookAtAll(page: Page): Promise<void> {
  const before = await page.getByRole("button", { name: /^Zoom, now/ }).getAttribute("aria-label");
  await page.getByRole("button", { name: "Fit everything", exact: true }).click();
  await page.waitForFunction((old) => {
    const now = document.querySelector('[aria-label^="Zoom, now"]')?.getAttribute("aria-label");
    return now !== undefined && now !== old;
  }, before);
  await twoFrames(page);
}

/** Resolves when the page has drawn two more frames. */
export async function twoFrames(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}
