import { expect, test } from "../../fixtures/test.ts";

test("a new short name is carried into every expression; a new name changes only what people see", async ({
  editor,
  page,
  api,
}) => {
  const id = await editor.openTemplate("Changelog digest");
  await editor.card("each").getByText("Each version").click();
  const shortName = editor.inspector.getByRole("textbox", { name: "Short name, used in expressions" });
  await shortName.fill("versions");
  await shortName.press("Enter");
  await expect(editor.card("versions")).toBeVisible();
  await expect(editor.card("each")).toHaveCount(0);
  await editor.saved();
  const { nodes, edges } = (await api.draft(id)).graph;
  const text = JSON.stringify(nodes);
  expect(text).toContain("versions.item.text");
  expect(text).toContain("versions.results.map");
  expect(text).not.toMatch(/\beach\./);
  expect(nodes.find((node) => node.id === "summarise")).toMatchObject({ parentId: "versions" });
  expect(edges.map(({ source, target }) => [source, target])).toContainEqual(["versions", "digest"]);

  await shortName.fill("for");
  await shortName.press("Enter");
  await expect(editor.inspector.getByRole("alert")).toContainText("short name");
  await shortName.fill("digest");
  await shortName.press("Enter");
  await expect(editor.inspector.getByRole("alert")).toContainText("digest");
  await expect(editor.card("versions")).toBeVisible();

  await page.getByRole("button", { name: "Changelog digest, rename" }).click();
  await page.getByLabel("Name of the workflow").fill("My digest");
  await page.getByLabel("Name of the workflow").press("Enter");
  await editor.saved();
  await page.getByRole("link", { name: "Workflows", exact: true }).click();
  await expect(page.getByRole("link", { name: "My digest" }).first()).toBeVisible();
});
