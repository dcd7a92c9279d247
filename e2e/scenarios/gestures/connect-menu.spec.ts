import { expect, test } from "../../fixtures/test.ts";

test("a port offers what fits it; a step let go over a connection goes in between", async ({ editor, page, api }) => {
  const id = await editor.openTemplate("Fetch and reshape");
  const edges = page.getByRole("group", { name: /^From / });
  await expect(edges).toHaveCount(5);

  // By mouse: a press on the port, then typing. Nothing that begins a run is offered.
  await editor.port("reshape", "out").click();
  const menu = page.getByRole("dialog", { name: "Add after Keep what matters" });
  await expect(menu.getByRole("option", { name: "Input", exact: true })).toHaveCount(0);
  await page.keyboard.type("wait");
  await page.keyboard.press("Enter");
  await expect(editor.card("wait_1")).toBeFocused();
  await expect(page.getByRole("group", { name: "From Keep what matters to Wait" })).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await expect(editor.card("wait_1")).toHaveCount(0);
  await expect(edges).toHaveCount(5);

  // By keyboard: the card, its port, what is there already.
  await editor.card("start").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("a");
  await page.getByRole("combobox", { name: "Add after Address" }).fill("say what");
  await page.getByRole("option", { name: "Say what went wrong" }).click();
  await expect(page.getByRole("group", { name: "From Address to Say what went wrong" })).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await expect(edges).toHaveCount(5);

  const between = page.getByRole("group", { name: "From Keep what matters to Result" });
  const wire = await between.locator("path").first().boundingBox();
  const canvas = await page.locator(".react-flow__pane").boundingBox();
  if (!wire || !canvas) throw new Error("the connection is not on the screen");
  await page
    .getByRole("complementary", { name: "Palette" })
    .getByRole("button", { name: "Transform", exact: true })
    .dragTo(page.locator(".react-flow__pane"), {
      targetPosition: { x: wire.x + wire.width / 2 - canvas.x, y: wire.y + wire.height / 2 - canvas.y },
    });
  await expect(between).toHaveCount(0);
  await expect(page.getByRole("group", { name: "From Keep what matters to Transform" })).toHaveCount(1);
  await expect(page.getByRole("group", { name: "From Transform to Result" })).toHaveCount(1);
  await editor.saved();
  const { edges: drawn } = (await api.draft(id)).graph;
  expect(drawn.slice(-2)).toMatchObject([
    { source: "reshape", target: "transform_1" },
    { source: "transform_1", target: "result" },
  ]);
  await page.getByRole("button", { name: "Undo: Put Transform in between" }).click();
  await expect(between).toHaveCount(1);
});
