import { expect, test } from "../../fixtures/test.ts";

test("a connection is drawn by hand; one that cannot be says why", async ({ editor, page, api }) => {
  const id = await editor.openTemplate("Fetch and reshape");
  const edges = page.getByRole("group", { name: /^From / });
  await expect(edges).toHaveCount(5);

  // Backwards would be a circle: refused while the button is still down, and nothing is drawn.
  await editor.moveWithButton(editor.port("reshape", "out"), editor.port("fetch", "in"));
  await expect(page.getByText("That would make a circle. To repeat something, put it into a map.")).toBeVisible();
  await page.mouse.up();
  await expect(edges).toHaveCount(5);

  await editor.moveWithButton(editor.port("reshape", "out"), editor.port("result", "in"));
  await expect(page.getByText("These two are already connected like this.")).toBeVisible();
  await page.mouse.up();

  await editor.drag(editor.port("start", "out"), editor.port("explain", "in"));
  await expect(page.getByRole("group", { name: "From Address to Say what went wrong" })).toHaveCount(1);
  await editor.saved();
  expect((await api.draft(id)).graph.edges.at(-1)).toMatchObject({
    source: "start",
    sourceHandle: "out",
    target: "explain",
    targetHandle: "in",
  });
});

test("a node is dragged from the palette onto the canvas and into a map", async ({ editor, page, api }) => {
  const id = await editor.openTemplate("Changelog digest");
  const palette = page.getByRole("complementary", { name: "Palette" });
  const room = await editor.card("each").boundingBox();
  expect(room).not.toBeNull();
  await palette
    .getByRole("button", { name: "Transform", exact: true })
    .dragTo(editor.card("each"), { targetPosition: { x: (room?.width ?? 0) / 2, y: (room?.height ?? 0) - 20 } });
  await expect(editor.card("transform_1")).toBeVisible();
  await editor.saved();
  expect((await api.draft(id)).graph.nodes.at(-1)).toMatchObject({ id: "transform_1", parentId: "each" });
});
