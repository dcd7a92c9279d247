import { expect, test } from "../../fixtures/test.ts";

test("an expression is completed from what is in scope", async ({ editor, page }) => {
  await editor.openTemplate("Changelog digest");
  await editor.card("summarise").click();
  const prompt = editor.inspector.getByRole("textbox", { name: "Prompt" });
  await prompt.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" {{ each.it");
  const choices = page.getByRole("listbox");
  await choices.getByRole("option", { name: /^item/ }).click();
  await page.keyboard.type(".v");
  await choices.getByRole("option", { name: /^version/ }).click();
  await expect(prompt).toContainText(/\{\{ each\.item\.version ?\}\}/);
  // What stands outside the map is not offered as if it were inside.
  await page.keyboard.type(" {{ dig");
  await expect(choices.getByRole("option", { name: /^digest/ })).toHaveCount(0);
});

test("a wrong expression is underlined, keeps the run off, and is mended by its fix", async ({ editor, page, api }) => {
  const id = await editor.openTemplate("Fetch and reshape");
  await editor.card("result").click();
  const value = editor.inspector.getByRole("textbox", { name: "Result" }).first();
  await value.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("{{ reshape.version }}");
  // `reshape` did not run where the error branch was taken.
  await expect(editor.inspector.getByText(/reshape.*may/i).first()).toBeVisible();
  await expect(value.locator(".cm-lintRange-error")).toHaveText(/reshape/);
  await expect(editor.card("result")).toHaveAttribute("data-problem", "error");

  await editor.dock.getByRole("tab", { name: /^Problems/ }).click();
  await editor.card("start").click();
  await editor.dock
    .getByRole("button", { name: /Result · Result/ })
    .first()
    .click();
  await expect(value).toBeFocused();
  await page.getByRole("banner").getByRole("button", { name: /^Run/ }).click();
  await expect(page.getByText(/Mend 1 error first/)).toBeVisible();
  await expect(editor.runForm).toBeHidden();

  await editor.inspector.getByRole("button", { name: /^Fix/ }).first().click();
  await expect(value).toContainText("default(reshape.version");
  await expect(editor.card("result")).not.toHaveAttribute("data-problem", "error");
  await editor.saved();
  expect(JSON.stringify((await api.draft(id)).graph.nodes.at(-1)?.config)).toContain("default(");
});
