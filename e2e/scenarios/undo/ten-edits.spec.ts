import { expect, test } from "../../fixtures/test.ts";

test("ten edits are undone and redone, one by one, and saved each time", async ({ editor, page, api }) => {
  const id = await editor.openTemplate("Fetch and reshape");
  const original = (await api.draft(id)).graph;
  const palette = page.getByRole("complementary", { name: "Palette" });
  const undo = page.getByRole("button", { name: /^Undo/ });
  const redo = page.getByRole("button", { name: /^Redo/ });
  await expect(undo).toBeDisabled();

  // 1–3: added nodes; 4–5: labels; 6–8: moves; 9: a deletion; 10: the workflow's name.
  for (const type of ["Transform", "Note", "Wait"])
    await palette.getByRole("button", { name: type, exact: true }).click();
  for (const [node, label] of [
    ["start", "Where"],
    ["result", "What came of it"],
  ] as const) {
    await editor.card(node).click();
    const name = editor.inspector.getByRole("textbox", { name: "Name", exact: true });
    await name.fill(label);
    await name.press("Enter");
  }
  await editor.card("result").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await editor.card("explain").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowRight");
  await editor.card("reshape").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowUp");
  await editor.card("wait_1").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Delete");
  await expect(editor.card("wait_1")).toBeHidden();
  await page.getByRole("button", { name: "Fetch and reshape, rename" }).click();
  await page.getByLabel("Name of the workflow").fill("Ten edits");
  await page.getByLabel("Name of the workflow").press("Enter");
  await editor.saved();
  const edited = (await api.draft(id)).graph;
  expect(edited).toMatchObject({ name: "Ten edits" });
  expect(edited.nodes.map((node) => node.id)).toEqual([
    ...original.nodes.map((node) => node.id),
    "transform_1",
    "note_1",
  ]);

  for (let step = 0; step < 10; step += 1) await undo.click();
  await expect(undo).toBeDisabled();
  await editor.saved();
  expect((await api.draft(id)).graph).toEqual(original);
  await expect(editor.cards).toHaveCount(original.nodes.length);

  for (let step = 0; step < 10; step += 1) await page.keyboard.press("Control+Shift+z");
  await expect(redo).toBeDisabled();
  await editor.saved();
  expect((await api.draft(id)).graph).toEqual(edited);
  await page.reload();
  await editor.ready();
  await expect(editor.card("result")).toHaveAccessibleName(/^What came of it/);
});
