import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

test("the most that a host is asked is set, kept, changed and lifted in Settings, by keyboard and on a phone", async ({
  page,
}) => {
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Limits on hosts and models" });
  const fields = ["Host or model", "Requests a second", "Requests at a time"].map((name) => section.getByLabel(name));
  const [host, rate, atOnce] = fields;
  if (!host || !rate || !atOnce) throw new Error("three fields");
  const set = section.getByRole("button", { name: "Set the limit" });
  await expect(set).toBeDisabled();
  await host.fill("api.example.com");
  await rate.fill("many");
  await expect(set).toBeDisabled();
  await rate.fill("2.5");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  const list = section.getByRole("list", { name: "Limits on hosts and models" });
  await expect(list).toContainText("api.example.com");
  await expect(list).toContainText("at most 2.5 a second");
  await expect(host).toHaveValue("");

  await page.reload();
  await expect(list).toContainText("at most 2.5 a second");
  await page.setViewportSize({ width: 390, height: 844 });
  const places = await Promise.all(fields.map((field) => field.boundingBox()));
  expect(new Set(places.map((place) => place?.x)).size, "one under another").toBe(1);
  expect(new Set(places.map((place) => place?.width)).size, "equally wide").toBe(1);
  await expectTidy(page);
  await host.fill("api.example.com");
  await atOnce.fill("3");
  await set.click();
  await expect(list).toContainText("at most 3 at a time");
  await expect(list).not.toContainText("a second");
  await expectAccessible(page);

  await section.getByRole("button", { name: "Lift the limit of api.example.com" }).click();
  await expect(section.getByText("No host has a limit of yours.")).toBeVisible();
});
