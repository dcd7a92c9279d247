import { readFileSync } from "node:fs";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";

const root = resolve(import.meta.dirname, "../..");
const origin = "http://sources.localhost";
const resolveFromEngine = createRequire(join(root, "packages/engine/package.json")).resolve;

/**
 * An empty page that can import the repository's pure sources as they are, by their path from the root: served by the test
 * browser itself, with their types taken out. What they import from npm is served as its package ships it.
 */
export async function openSourcePage(context: BrowserContext): Promise<Page> {
  const zod = relative(root, join(dirname(resolveFromEngine("zod/package.json")), "index.js"));
  const imports = { "@orrery/engine": "/packages/engine/src/index.ts", zod: `/${zod}` };
  const page = await context.newPage();
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") {
      const body = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>`;
      return route.fulfill({ contentType: "text/html", body });
    }
    const source = readFileSync(join(root, pathname), "utf8");
    const body = pathname.endsWith(".ts") ? stripTypeScriptTypes(source) : source;
    return route.fulfill({ contentType: "text/javascript", body });
  });
  await page.goto(`${origin}/`);
  return page;
}
