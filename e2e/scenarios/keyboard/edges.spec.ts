import { expect, test } from "../../fixtures/test.ts";

test("a connection is reached, heard, opened and removed by keyboard", async ({ editor, page, api }) => {
  const id = await editor.openTemplate("Fetch and reshape");
  const edge = (name: string) => page.getByRole("group", { name, exact: true });
  const ends = async () => (await api.draft(id)).graph.edges.map(({ source, target }) => `${source} ${target}`);
  const before = await ends();

  // All connections are one stop of the Tab key, in front of the nodes.
  await editor.card("start").focus();
  await page.keyboard.press("Shift+Tab");
  await expect(edge("From Address to Fetch")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(edge("From Fetch, Next, to Keep what matters")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  const failing = edge("From Fetch, If it fails, to Say what went wrong");
  await expect(failing).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(editor.inspector.getByRole("region", { name: "Connection" })).toContainText("If it fails");

  await failing.focus();
  await page.keyboard.press("Delete");
  await expect(failing).toHaveCount(0);
  await editor.saved();
  expect((await ends()).length).toBe(before.length - 1);
  // The keyboard stays among the connections, and the removal is one step of undo.
  await expect(page.locator(".react-flow__edge:focus")).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await expect(failing).toHaveCount(1);
  await editor.saved();
  expect(await ends()).toEqual(before);
});
