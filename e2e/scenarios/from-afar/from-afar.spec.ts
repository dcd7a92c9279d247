import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";

const columns = 20;
const count = 320;

/** Transforms on a grid, each behind the one before it. */
function manyGraph(): object {
  const id = (at: number) => (at === 0 ? "start" : `step_${at}`);
  return {
    schema: "orrery.graph/v1",
    name: "Three hundred steps",
    nodes: Array.from({ length: count }, (_, at) => ({
      id: id(at),
      type: at === 0 ? "input" : "transform",
      position: { x: 300 * (at % columns), y: 190 * Math.floor(at / columns) },
      config: at === 0 ? { schema: { type: "object", properties: {} } } : { value: at },
    })),
    edges: Array.from({ length: count - 1 }, (_, at) => ({
      ...{ id: `e${at}`, source: id(at), sourceHandle: "out", target: id(at + 1), targetHandle: "in" },
    })),
  };
}

test("a large drawing from afar: a node is found by pointer and keys, chosen, and many by a rectangle", async ({
  editor,
  page,
  api,
}) => {
  await editor.open(await api.createWorkflow(manyGraph()));
  await expect(editor.card("start")).toBeVisible();
  await page.getByRole("button", { name: "Fit everything", exact: true }).click();
  const stop = page.getByRole("group", { name: `${count} nodes from afar` });
  await expect(stop).toBeAttached();
  await expect(editor.card("start")).toHaveCount(0);

  await stop.focus();
  await expect(editor.card("start")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(editor.card("step_1")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(editor.card(`step_${columns + 1}`)).toBeFocused();
  const below = await editor.card(`step_${columns + 1}`).boundingBox();
  if (below === null) throw new Error("The card is not drawn.");
  await page.keyboard.press("Enter");
  await expect(editor.inspector.getByLabel("Short name, used in expressions")).toHaveValue(`step_${columns + 1}`);
  await page.keyboard.press("Escape");

  const middle = { x: below.x + below.width / 2, y: below.y + below.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await expect(editor.card(`step_${columns + 1}`)).toBeVisible();
  await page.mouse.click(middle.x, middle.y);
  await expect(editor.inspector.getByLabel("Short name, used in expressions")).toHaveValue(`step_${columns + 1}`);

  await page.keyboard.down("Shift");
  await page.mouse.move(below.x - below.width, below.y - below.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(below.x + below.width * 4, below.y + below.height * 6, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up("Shift");
  await expect(editor.inspector.getByText(/^\d+ nodes are chosen$/)).toBeVisible();
  await expectAccessible(page);
});
