import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a provider is added, priced, tried and removed, and says why it does not answer", async ({ page }) => {
  await page.goto("/settings/models");
  await expect(page.getByRole("heading", { name: "Models", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Look for local models" }).click();
  const local = page.getByRole("list", { name: "Models of this machine" }).getByRole("listitem");
  await expect(local).toHaveText([/127\.0\.0\.1:11434 was not asked/, /:8000 was not asked/, /:1234 was not asked/]);
  await page.getByRole("button", { name: "Add a provider" }).click();
  const adding = page.getByRole("dialog", { name: "Add a provider" });
  await adding.getByLabel("Name", { exact: true }).fill("lab");
  await adding.getByLabel("Address").fill("http://127.0.0.1:9/v1");
  await adding.getByLabel("Models").fill("small, large");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(adding).toHaveCount(0);

  const models = page.getByRole("list", { name: "Models of lab" });
  await expect(models.getByRole("listitem")).toHaveCount(2);
  await models.getByLabel("Price of lab/small, dollars for a million tokens in and out").fill("0.15/0.6");
  await models.getByRole("button", { name: "Save the price of lab/small" }).click();
  await models.getByRole("button", { name: "Try lab/small" }).click();
  await expect(models.getByRole("status")).toContainText("is not a public address");
  // A call is written down beside its answer, so it may show a moment later.
  await expect(async () => {
    await page.reload();
    await expect(models).toContainText(/[1-9] calls? since yesterday, [1-9] failed/, { timeout: 5_000 });
  }).toPass();
  await expect(models.getByLabel("Price of lab/small, dollars for a million tokens in and out")).toHaveValue(
    "0.15/0.6",
  );
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectTidy(page);
  await page.getByRole("button", { name: "Remove lab" }).click();
  await expect(page.getByText("No providers yet.")).toBeVisible();
});
