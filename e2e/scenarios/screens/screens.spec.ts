import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { EditorPage } from "../../fixtures/editor-page.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import type { StudioApi } from "../../fixtures/studio-api.ts";
import { expect, test } from "../../fixtures/test.ts";

const SCREENS = resolve(import.meta.dirname, "../../.results/screens");
const LONG_NAME = "A digest of everything that changed in the last sixty releases";

interface World {
  readonly triage: string;
  readonly triageRun: string;
  readonly digest: string;
  readonly digestRun: string;
}

let world: World | null = null;

/** Workflows and runs as a person has them after a morning; made once for all screens. */
async function prepare(page: Page, api: StudioApi): Promise<World> {
  if (world) return world;
  const editor = new EditorPage(page);
  const digest = await editor.openTemplate("Changelog digest");
  await editor.askToRun();
  const digestRun = await editor.start();
  await api.ending(digestRun);
  await page.getByRole("button", { name: "Changelog digest, rename" }).click();
  await page.getByLabel("Name of the workflow").fill(LONG_NAME);
  await page.getByLabel("Name of the workflow").press("Enter");
  await editor.saved();
  const triage = await editor.openTemplate("Ticket triage");
  await editor.askToRun();
  const triageRun = await editor.start();
  await expect.poll(() => api.status(triageRun)).toBe("waiting");
  world = { triage, triageRun, digest, digestRun };
  return world;
}

interface Screen {
  readonly name: string;
  readonly open: (page: Page, known: World) => Promise<void>;
}

const SCREENS_TO_SEE: readonly Screen[] = [
  {
    name: "home",
    open: async (page) => {
      await page.goto("/");
      await expect(page.getByRole("heading", { name: "Workflows", level: 1 })).toBeVisible();
    },
  },
  {
    name: "templates",
    open: async (page) => {
      await page.goto("/templates");
      await expect(page.getByRole("heading", { name: "Ticket triage" })).toBeVisible();
    },
  },
  {
    name: "template",
    open: async (page) => {
      await page.goto("/templates/ticket-triage");
      await new EditorPage(page).ready();
    },
  },
  {
    name: "runs",
    open: async (page) => {
      await page.goto("/runs");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    },
  },
  {
    name: "fleet",
    open: async (page) => {
      await page.goto("/fleet");
      await expect(page.getByRole("list", { name: "Executors" }).getByText("Ready").first()).toBeVisible();
    },
  },
  {
    name: "node-docs",
    open: async (page) => {
      await page.goto("/docs/nodes/prompt");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    },
  },
  {
    name: "editor-idle",
    open: async (page, { digest }) => {
      await page.goto(`/workflows/${digest}`);
      const editor = new EditorPage(page);
      await editor.ready();
      await editor.card("summarise").click();
    },
  },
  {
    name: "editor-running",
    open: async (page, { triage, triageRun }) => {
      await page.goto(`/workflows/${triage}?run=${triageRun}`);
      const editor = new EditorPage(page);
      await editor.expectState("confirm", "waiting");
      await editor.card("classify").click();
    },
  },
  {
    name: "editor-run-form",
    open: async (page, { digest }) => {
      await page.goto(`/workflows/${digest}`);
      const editor = new EditorPage(page);
      await editor.ready();
      await editor.askToRun();
    },
  },
  {
    name: "run-waiting",
    open: async (page, { triageRun }) => {
      await page.goto(`/runs/${triageRun}`);
      await new EditorPage(page).expectState("confirm", "waiting");
    },
  },
  {
    name: "run-done",
    open: async (page, { digestRun }) => {
      await page.goto(`/runs/${digestRun}`);
      const editor = new EditorPage(page);
      await editor.expectState("digest", "succeeded");
      await editor.card("digest").click();
    },
  },
];

for (const colorScheme of ["dark", "light"] as const) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    test.describe(`${colorScheme}, ${width} px wide`, () => {
      test.use({ colorScheme, viewport: { width, height } });

      test("every screen is accessible and tidy, and is kept as a picture", async ({ page, api }) => {
        test.setTimeout(180_000);
        mkdirSync(SCREENS, { recursive: true });
        const known = await prepare(page, api);
        for (const screen of SCREENS_TO_SEE) {
          await test.step(screen.name, async () => {
            await screen.open(page, known);
            await page.evaluate(() => document.fonts.ready);
            await page.screenshot({ path: resolve(SCREENS, `${screen.name}-${colorScheme}-${width}.png`) });
            await expectTidy(page);
            await expectAccessible(page);
          });
        }
      });

      test.describe("signed out", () => {
        test.use({ storageState: { cookies: [], origins: [] } });

        test("sign-in is accessible and tidy", async ({ page }) => {
          await page.goto("/sign-in");
          await page.screenshot({ path: resolve(SCREENS, `sign-in-${colorScheme}-${width}.png`) });
          await expectTidy(page);
          await expectAccessible(page);
        });
      });
    });
  }
}
