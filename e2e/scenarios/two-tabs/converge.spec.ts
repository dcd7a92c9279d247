import { EditorPage } from "../../fixtures/editor-page.ts";
import { listenToConsole } from "../../fixtures/quiet-console.ts";
import { expect, test } from "../../fixtures/test.ts";

test("two tabs on one draft come to the same document, and watch the same run", async ({
  editor,
  page,
  context,
  api,
}) => {
  const id = await editor.openTemplate("Changelog digest");
  const second = new EditorPage(await context.newPage());
  const heard = listenToConsole(second.page, () => []);
  await second.open(id);

  const rename = async (where: EditorPage, node: string, label: string): Promise<void> => {
    await where.card(node).click();
    const name = where.inspector.getByRole("textbox", { name: "Name", exact: true });
    await name.fill(label);
    await name.press("Enter");
  };
  await Promise.all([rename(editor, "start", "Text"), rename(second, "digest", "Letter")]);
  await page.getByRole("complementary", { name: "Palette" }).getByRole("button", { name: "Note", exact: true }).click();
  for (const tab of [editor, second]) {
    await expect(tab.card("start")).toHaveAccessibleName(/^Text/);
    await expect(tab.card("digest")).toHaveAccessibleName(/^Letter/);
    await expect(tab.cards).toHaveCount(6);
    await tab.saved();
  }

  // Each undoes its own.
  await second.page.getByRole("button", { name: /^Undo/ }).click();
  await expect(editor.card("digest")).toHaveAccessibleName(/^Digest/);
  await expect(editor.card("start")).toHaveAccessibleName(/^Text/);
  await second.saved();
  const graph = (await api.draft(id)).graph;
  expect(graph.nodes.map((node) => node.label ?? node.type)).toEqual([
    "Text",
    "Split into versions",
    "Each version",
    "Summarise",
    "Digest",
    "note",
  ]);

  await editor.askToRun();
  const runId = await editor.start();
  await second.page.goto(`/runs/${runId}`);
  for (const tab of [editor, second]) await tab.expectState("digest", "succeeded");
  expect(heard()).toEqual([]);
});
