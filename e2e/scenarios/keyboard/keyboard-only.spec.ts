import { expect, test } from "../../fixtures/test.ts";

test("from an empty canvas to a finished run by keyboard alone, with a screen reader told of each step", async ({
  editor,
  page,
  api,
}) => {
  await page.goto("/templates");
  await page.getByRole("button", { name: "New workflow" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/workflows\/[0-9a-f-]+/);
  const add = page.getByRole("textbox", { name: "Add a node" });
  await expect(add).toBeVisible();

  await editor.ready();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const open = async (node: string): Promise<void> => {
    await editor.card(node).focus();
    await page.keyboard.press("Enter");
    await expect(editor.inspector.getByRole("textbox", { name: /Short name/ })).toHaveValue(node);
  };
  /** Writes an expression where a value is asked for, whatever way it is filled now. */
  const fill = async (name: string, text: string): Promise<void> => {
    await editor.inspector.getByRole("radio", { name: "One value" }).focus();
    await page.keyboard.press("Space");
    await editor.inspector.getByRole("textbox", { name, exact: true }).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
    await page.keyboard.press("Tab");
  };

  // From nothing: what a blank workflow begins with goes, all at once.
  const said = page.getByRole("status", { name: "What happened" });
  await editor.card("start").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect(editor.cards).toHaveCount(0);
  await expect(said).toContainText("Delete 2 nodes");

  // Add: by the palette's search, with nothing chosen; then after a node, by the list of all actions.
  const addAlone = async (word: string, made: string): Promise<void> => {
    await page.keyboard.press("/");
    await expect(add).toBeFocused();
    await page.keyboard.type(word);
    await page.keyboard.press("Enter");
    await expect(editor.card(made)).toBeVisible();
    await editor.card(made).focus();
    await page.keyboard.press("Escape");
  };
  await addAlone("input", "input_1");
  await expect(said).toHaveText("Done: Add Input.");
  await addAlone("output", "output_1");
  await editor.card("input_1").focus();
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Find an action" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("add transform");
  await expect(palette.getByRole("option", { name: "Add Transform", exact: true })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await expect(editor.card("transform_1")).toBeVisible();

  // Connect: C on a node, then where it leads, from a list.
  await editor.card("transform_1").focus();
  await page.keyboard.press("c");
  const list = page.getByRole("dialog", { name: "Connect to" });
  await expect(list.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("output_1");
  await expect(list.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(said).toHaveText("Done: Connect.");
  await editor.saved();
  expect((await api.draft(id)).graph.edges.map(({ source, target }) => [source, target])).toEqual([
    ["input_1", "transform_1"],
    ["transform_1", "output_1"],
  ]);

  // Configure: the card opens by Enter. Move: by the arrows.
  await open("transform_1");
  await fill("Value", '{{ "Hello " + input_1.text }}');
  await open("output_1");
  await fill("Result", "{{ transform_1 }}");
  await editor.card("output_1").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(said).toHaveText("Done: Move.");

  // Run: the same key opens the form and sends it.
  await page.keyboard.press("Control+Enter");
  await expect(editor.runForm).toBeVisible();
  await expect(editor.runForm.getByRole("textbox").first()).toBeFocused();
  await page.keyboard.type("keyboard");
  await page.keyboard.press("Control+Enter");
  await editor.expectState("output_1", "succeeded");
  await expect(said).toContainText("The run is done.");
  expect(await api.output(editor.runId() ?? "")).toBe("Hello keyboard");
});
