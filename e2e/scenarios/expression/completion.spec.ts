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

test("a node that is not wired yet offers what it could read, and choosing connects it in the same step", async ({
  editor,
  page,
  api,
}) => {
  await page.goto("/templates");
  await page.getByRole("button", { name: "New workflow" }).click();
  await page.waitForURL(/\/workflows\/[0-9a-f-]+/);
  await editor.ready();
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const drawn = async () => {
    await editor.saved();
    const { graph } = await api.draft(id);
    const config = graph.nodes.find((node) => node.id === "transform_1")?.config;
    const value = typeof config === "object" && config !== null && "value" in config ? config.value : null;
    return [value, graph.edges.some((edge) => edge.source === "start" && edge.target === "transform_1")];
  };
  await page.getByRole("textbox", { name: "Add a node" }).fill("transform");
  await page.keyboard.press("Enter");
  await editor.card("transform_1").click();
  await editor.inspector.getByText("One value").click();
  const value = editor.inspector.getByRole("textbox", { name: "Value", exact: true });
  await value.click();
  await page.keyboard.type("{{ sta");
  const choices = page.getByRole("listbox");
  const choice = choices.getByRole("option", { name: /^start.*connect first/ });
  await expect(choice).toBeVisible();
  await expect.poll(drawn).toEqual([expect.stringMatching(/^\{\{ sta ?\}\}$/), false]);
  await choice.click();
  await expect(page.getByText(/now leads to “Transform”/)).toBeVisible();
  expect(await drawn()).toEqual([expect.stringMatching(/^\{\{ start ?\}\}$/), true]);
  // Its members are known at once.
  await page.keyboard.type(".te");
  await choices.getByRole("option", { name: /^text/ }).click();
  await expect(editor.card("transform_1")).not.toHaveAttribute("data-problem", /.*/);
  await expect.poll(drawn).toEqual([expect.stringMatching(/^\{\{ start\.text ?\}\}$/), true]);

  const undo = page.getByRole("button", { name: /^Undo/ });
  // How many steps the typing was depends on its pauses; the name and its edge are never apart.
  const seen: (readonly unknown[])[] = [];
  const undone = async () => {
    await undo.click();
    seen.push(await drawn());
    return seen.at(-1);
  };
  await expect.poll(undone).toEqual([expect.stringMatching(/^\{\{ sta ?\}\}$/), false]);
  expect(seen.filter(([text, isDrawn]) => isDrawn !== String(text).includes("start"))).toEqual([]);
});

test("an expression inside JSON is completed as elsewhere, and kept as JSON", async ({ editor, page, api }) => {
  const id = await editor.openTemplate("Fetch and reshape");
  await editor.card("reshape").click();
  await editor.inspector.getByRole("radio", { name: "JSON", exact: true }).click();
  const value = editor.inspector.getByRole("textbox", { name: /as JSON$/ });
  await value.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type('{ "from": [ "Got {{ fet');
  const choices = page.getByRole("listbox");
  await choices.getByRole("option", { name: /^fetch/ }).click();
  await page.keyboard.type(".sta");
  await choices.getByRole("option", { name: /^status/ }).click();
  await expect(value.locator(".cm-expression")).toHaveText("{{ fetch.status}}");
  await page.keyboard.press("Tab");
  const kept = async () => (await api.draft(id)).graph.nodes.find((node) => node.id === "reshape")?.config;
  await expect.poll(kept).toEqual({ value: { from: ["Got {{ fetch.status}}"] } });
});
