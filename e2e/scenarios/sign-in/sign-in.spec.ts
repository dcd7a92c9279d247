import { installation } from "../../fixtures/installation.ts";
import { expect, test } from "../../fixtures/test.ts";

test("home is shown to the owner, also after a reload", async ({ page }) => {
  await page.goto("/");
  await expect(page).not.toHaveURL(/sign-in/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.reload();
  await expect(page).not.toHaveURL(/sign-in/);
});

test.describe("without a session", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  for (const path of ["/", "/templates", "/runs", "/workflows/01a209f8-dd34-74df-8475-d9b3dd01ef01"]) {
    test(`${path} leads to sign-in`, async ({ page }) => {
      await page.goto(path);
      await expect(page).toHaveURL(/\/sign-in/);
    });
  }

  test("the token of the first sign-in is good for nothing more, and says so", async ({ page }) => {
    const { url, token } = await installation();
    await page.goto(`${url}/sign-in?token=${token}`);
    await expect(page.getByText(/used already|older than an hour/)).toBeVisible();
    await page.goto("/");
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test("a token that never was is refused in the same words", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Use a one-time token" }).click();
    await page.getByLabel(/One-time token/).fill("not-a-token-at-all");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText(/used already|older than an hour/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  });
});
