import { expect, test } from "../../fixtures/test.ts";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("nodes are copied and pasted, here and into another workflow, with the connections among them", async ({
  editor,
  page,
  api,
}) => {
  const id = await editor.openTemplate("Fetch and reshape");
  await editor.card("fetch").click();
  await editor.card("reshape").click({ modifiers: ["Shift"] });
  await expect(editor.inspector).toContainText("2 nodes are chosen");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+v");
  await expect(editor.cards).toHaveCount(7);
  await editor.saved();
  const { nodes, edges } = (await api.draft(id)).graph;
  const pasted = nodes.slice(5);
  expect(pasted.map((node) => node.type)).toEqual(["http-request", "transform"]);
  const [fetch, reshape] = pasted.map((node) => node.id);
  expect(edges.slice(-1)).toMatchObject([{ source: fetch, sourceHandle: "out", target: reshape, targetHandle: "in" }]);
  // What the copy reads is its own copy.
  expect(JSON.stringify(pasted[1]?.config)).toContain(`${fetch}.body`);
  expect(JSON.stringify(pasted[1]?.config)).not.toMatch(/\bfetch\.body/);

  await editor.openTemplate("Changelog digest");
  await page.keyboard.press("Control+v");
  await expect(editor.cards).toHaveCount(7);

  await page.keyboard.press("Control+z");
  await expect(editor.cards).toHaveCount(5);
});
