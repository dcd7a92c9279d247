import { expect, test } from "../../fixtures/test.ts";

test("add, connect, configure and run by keyboard alone", async ({ editor, page, api }) => {
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

  // Add: by the palette's search. A blank workflow begins with an input and an output.
  await page.keyboard.press("/");
  await expect(add).toBeFocused();
  await page.keyboard.type("transform");
  await page.keyboard.press("Enter");
  await expect(editor.card("transform_1")).toBeVisible();
  await page.keyboard.press("Escape");

  // Configure: the card opens by Enter.
  await open("transform_1");
  await fill("Value", '{{ "Hello " + start.text }}');
  await open("end");
  await fill("Result", "{{ transform_1 }}");

  // Connect: by the lists in the inspector.
  for (const [source, target] of [
    ["start", "transform_1"],
    ["transform_1", "end"],
  ] as const) {
    await open(source);
    await editor.inspector.locator("summary", { hasText: "Connections" }).focus();
    await page.keyboard.press("Enter");
    await editor.inspector.getByRole("combobox", { name: /connect to/ }).focus();
    await page.keyboard.press("Enter");
    await page
      .getByRole("option", { name: target === "end" ? "Output" : "Transform" })
      .first()
      .focus();
    await page.keyboard.press("Enter");
  }
  await editor.saved();
  expect((await api.draft(id)).graph.edges.map(({ source, target }) => [source, target])).toEqual(
    expect.arrayContaining([
      ["start", "transform_1"],
      ["transform_1", "end"],
    ]),
  );

  // Run: the same key opens the form and sends it.
  await page.keyboard.press("Control+Enter");
  await expect(editor.runForm).toBeVisible();
  await expect(editor.runForm.getByRole("textbox").first()).toBeFocused();
  await page.keyboard.type("keyboard");
  await page.keyboard.press("Control+Enter");
  await editor.expectState("end", "succeeded");
  expect(await api.output(editor.runId() ?? "")).toBe("Hello keyboard");
});
