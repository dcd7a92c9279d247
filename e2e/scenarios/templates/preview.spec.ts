import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";

test("from the gallery to a template's own page, to a workflow of one's own, to its result", async ({
  editor,
  page,
  api,
}) => {
  await page.goto("/templates");
  await page.getByRole("textbox", { name: "Search templates" }).fill("undoes order");
  await page.getByRole("link", { name: "Order with a way back" }).click();

  await expect(page).toHaveURL("/templates/order-saga");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Order with a way back");
  await editor.ready();
  const about = page.getByRole("complementary", { name: "About" });
  await expect(about).toContainText("Nothing: no key and no network");
  await expect(about.getByRole("region", { name: "Sample input" })).toContainText("A-1001");
  await expectAccessible(page);

  // The canvas is to be looked around in: a node says how it is set up, and nothing of it can be changed.
  await editor.card("start").click();
  await expect(editor.inspector.getByRole("textbox", { name: "Name of field 1" })).not.toBeEditable();

  // A recorded run of it is replayed on the same canvas, and says that it is a recording.
  await page.getByRole("button", { name: "Example run", exact: true }).click();
  await expect(page.getByText("Recorded offline, with no key and no network")).toBeVisible();
  await expect(editor.inspector.getByRole("region", { name: "Output" })).toContainText("A-1001");
  const moment = page.getByRole("slider", { name: "Event of the run" });
  const last = (await moment.getAttribute("max")) ?? "";
  await page.keyboard.press("Home");
  await expect(moment).toHaveValue("0");
  await page.getByRole("button", { name: "Play the run again", exact: true }).click();
  await expect(moment).toHaveValue(last);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back to the drawing", exact: true }).click();
  await expect(about).toContainText("Nothing: no key and no network");

  await page.getByRole("button", { name: "Use this", exact: true }).click();
  await page.waitForURL(/\/workflows\/[0-9a-f-]+/);
  await editor.askToRun();
  const runId = await editor.start();
  expect(await api.ending(runId)).toBe("succeeded");
  expect(await api.output(runId)).toMatchObject({ shipped: "A-1001" });
  // The first card: the drawing is wider than the view, and its last one stands outside.
  await editor.card("start").click();
  await editor.inspector.getByRole("tab", { name: "Output" }).click();
  await expect(editor.inspector.getByRole("tabpanel")).toContainText("A-1001");
});
