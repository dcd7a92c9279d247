import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";

test("an action, a text in any field and the source of a variable are found by keys, and a replacement is one step", async ({
  editor,
  page,
  api,
}) => {
  const id = await editor.openTemplate("Changelog digest");
  const shortName = editor.inspector.getByRole("textbox", { name: /Short name/ });

  // Find and replace, opened by the palette of actions: short names go with their expressions.
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find an action" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("replace");
  await expect(palette.getByRole("option", { name: "Find and replace in every field" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  const find = page.getByRole("search", { name: "Find and replace" });
  await expect(find.getByRole("combobox", { name: "Find" })).toBeFocused();
  await page.keyboard.type("sections");
  await expect(find.getByRole("option").first()).toBeVisible();
  await expectAccessible(page);
  await find.getByRole("textbox", { name: "Replace with" }).fill("parts");
  await find.getByRole("button", { name: /^All/ }).click();
  await expect(find.getByRole("status")).toContainText("Replaced");
  await expect(editor.card("parts")).toBeVisible();
  await editor.saved();
  const replaced = JSON.stringify((await api.draft(id)).graph.nodes);
  expect(replaced).not.toContain("sections");
  expect(replaced).toContain("{{ parts }}");

  // Enter opens the field; F12 on a name in it goes to the node, and Alt-Left comes back.
  await find.getByRole("combobox", { name: "Find" }).fill("{{ parts }}");
  await page.keyboard.press("Enter");
  const field = editor.inspector.getByRole("textbox", { name: "For each of" });
  await expect(field).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("F12");
  await expect(shortName).toHaveValue("parts");
  await expect(editor.card("parts")).toBeFocused();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(shortName).toHaveValue("each");
  await expect(field).toBeFocused();

  // One step of undo takes all of it back.
  await editor.card("parts").focus();
  await page.keyboard.press("Control+z");
  await expect(editor.card("sections")).toBeVisible();
  await editor.saved();
  expect(JSON.stringify((await api.draft(id)).graph.nodes)).not.toContain("parts");
});
