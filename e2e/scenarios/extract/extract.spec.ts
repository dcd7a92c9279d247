import { expect, test } from "../../fixtures/test.ts";

const graph = {
  schema: "orrery.graph/v1",
  name: "Greeting",
  nodes: [
    {
      ...{ id: "start", type: "input", position: { x: 0, y: 0 } },
      config: { schema: { type: "object", properties: { who: { type: "string" } }, required: ["who"] } },
    },
    { id: "shout", type: "transform", position: { x: 300, y: 0 }, config: { value: "{{ start.who + '!' }}" } },
    { id: "greet", type: "transform", position: { x: 600, y: 0 }, config: { value: "{{ 'Hello ' + shout }}" } },
    { id: "end", type: "output", position: { x: 900, y: 0 }, config: { value: "{{ greet }}" } },
  ],
  edges: [
    { id: "a", source: "start", sourceHandle: "out", target: "shout", targetHandle: "in" },
    { id: "b", source: "shout", sourceHandle: "out", target: "greet", targetHandle: "in" },
    { id: "c", source: "greet", sourceHandle: "out", target: "end", targetHandle: "in" },
  ],
};

test("chosen steps become a published workflow that is called in their place, and the run gives the same", async ({
  editor,
  page,
  api,
}) => {
  const id = await api.createWorkflow(graph);
  await editor.open(id);
  await editor.card("shout").focus();
  await page.keyboard.press("Space");
  await editor.card("greet").click({ modifiers: ["Shift"], position: { x: 60, y: 20 } });
  await page.keyboard.press("Shift+E");
  const dialog = page.getByRole("dialog", { name: "Make a workflow of the chosen nodes" });
  await expect(dialog.getByRole("region", { name: "What it takes" })).toContainText("{{ start.who }}");
  await dialog.getByRole("textbox", { name: "Its name" }).fill("Greet loudly");
  await dialog.getByRole("button", { name: "Make and publish it" }).click();
  await expect(editor.card("subflow_1")).toBeVisible();
  await expect(editor.card("shout")).toHaveCount(0);
  await editor.saved();
  expect((await api.workflows()).map(({ name }) => name)).toContain("Greet loudly");

  const runId = await api.startRun(id, { who: "Ann" });
  expect(await api.ending(runId)).toBe("succeeded");
  expect(await api.output(runId)).toBe("Hello Ann!");

  await page.keyboard.press("Control+z");
  await expect(editor.card("greet")).toBeVisible();
  await expect(editor.card("subflow_1")).toHaveCount(0);
});
