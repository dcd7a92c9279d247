import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";

test("chosen nodes are lined up, tidied and grouped, each as one step of undo", async ({ editor, page, api }) => {
  const id = await editor.openTemplate("Fetch and reshape");
  const original = (await api.draft(id)).graph;
  await editor.card("fetch").click();
  await editor.card("explain").click({ modifiers: ["Shift"], position: { x: 90, y: 18 } });
  await editor.card("result").click({ modifiers: ["Shift"], position: { x: 90, y: 18 } });
  const bar = page.getByRole("toolbar", { name: "Arrange 3 chosen nodes" });
  await bar.getByRole("button", { name: "Align tops" }).click();
  await expect(page.getByRole("button", { name: "Undo: Align tops" })).toBeEnabled();
  const tops = await Promise.all(
    ["fetch", "explain", "result"].map(async (node) => Math.round((await editor.card(node).boundingBox())?.y ?? 0)),
  );
  expect(new Set(tops).size).toBe(1);
  await expectAccessible(page);

  await bar.getByRole("button", { name: "Tidy what is chosen" }).click();
  await expect(page.getByRole("button", { name: "Undo: Tidy what is chosen" })).toBeEnabled();
  await bar.getByRole("button", { name: "Group", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Title", exact: true })).toBeFocused();
  await expect(editor.card("group_1")).toBeVisible();
  for (const name of ["Group 3 nodes", "Tidy what is chosen", "Align tops"]) {
    await page.getByRole("button", { name: `Undo: ${name}` }).click();
  }
  await editor.saved();
  expect((await api.draft(id)).graph).toEqual(original);
});
