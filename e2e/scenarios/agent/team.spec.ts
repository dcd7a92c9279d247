import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

test("each member of a team has a form of its own, and what is wrong is said there", async ({ editor, page, api }) => {
  const members = [{ name: "Ada", role: "You {{ start.x }}", tools: ["gone"] }];
  const id = await api.createWorkflow({
    schema: "orrery.graph/v1",
    name: "Crew",
    nodes: [
      { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object", properties: {} } } },
      { id: "crew", type: "team", position: { x: 280, y: 0 }, config: { prompt: "Say hello", members } },
    ],
    edges: [{ id: "e1", source: "start", sourceHandle: "out", target: "crew", targetHandle: "in" }],
  });
  await editor.open(id);
  await editor.card("crew").click({ position: { x: 60, y: 16 } });
  const first = editor.inspector.getByRole("region", { name: "Members, entry 1" });
  await expect(first.getByLabel("Name", { exact: true })).toHaveValue("Ada");
  await expect(first).toContainText('start has no member "x"');
  await editor.inspector.getByRole("button", { name: "Add one" }).click();
  await expect(
    editor.inspector.getByRole("region", { name: "Members, entry 2" }).getByLabel("Name", { exact: true }),
  ).toHaveValue("Member 2");
  await first.getByRole("checkbox", { name: "gone" }).click();
  await expect(editor.card("crew")).not.toContainText("which “Ada” may call");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectTidy(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await editor.saved();
  expect((await api.draft(id)).graph.nodes[1]).toMatchObject({
    config: {
      members: [
        { name: "Ada", tools: [] },
        { name: "Member 2", role: "" },
      ],
    },
  });
});
