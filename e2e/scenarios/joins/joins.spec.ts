import { chainGraph, raceGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a step starts with the first that comes, and stops the rest", async ({ editor, page, api }) => {
  const id = await api.createWorkflow(raceGraph("Race"));
  await editor.open(id);
  await editor.card("meet").click();
  await editor.inspector.getByText("When it runs").click();
  await editor.inspector.getByRole("combobox", { name: "It starts when" }).click();
  await page.getByRole("option", { name: "The first of them has come" }).click();
  await editor.inspector.getByRole("switch", { name: "Stop the rest" }).click();
  await editor.saved();
  expect((await api.draft(id)).graph.nodes.find((node) => node.id === "meet")).toMatchObject({
    join: { quorum: 1, cancelRest: true },
  });
  await expectAccessible(page);

  await editor.askToRun();
  const runId = await editor.start();
  expect(await api.ending(runId)).toBe("succeeded");
  expect(await api.output(runId)).toBe("amber at once");
  // Whichever came first: it had begun to wait, or never did.
  await editor.expectState("slow", /cancelled|skipped/);

  // Each choice was one edit.
  const undo = page.getByRole("button", { name: /^Undo/ });
  await undo.click();
  await undo.click();
  await expect
    .poll(async () => (await api.draft(id)).graph.nodes.find((node) => node.id === "meet"))
    .not.toHaveProperty("join");
});

test("D turns a step off: it is struck through, passed by, and its neighbour says what to do", async ({
  editor,
  page,
  api,
}) => {
  const id = await api.createWorkflow({
    ...chainGraph("Off"),
    nodes: [
      ...nodesOf(chainGraph("Off")).filter((node) => node.id !== "stress"),
      {
        ...{ id: "stress", type: "transform", label: "Stress it", position: { x: 840, y: 0 } },
        config: { value: "{{ default(frame, shout) }}!" },
      },
    ],
  });
  await editor.open(id);
  await editor.card("frame").focus();
  await page.keyboard.press("d");
  await expect(editor.card("frame")).toHaveAttribute("data-off", "true");
  await expect(editor.card("frame")).toHaveAccessibleName(/Off/);
  await editor.saved();
  await expectAccessible(page);
  await editor.askToRun();
  const runId = await editor.start();
  expect(await api.ending(runId)).toBe("succeeded");
  expect(await api.output(runId)).toBe("AMBER!");
  await editor.expectState("frame", "skipped");
  await editor.card("frame").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Turn on" }).click();
  await expect(editor.card("frame")).not.toHaveAttribute("data-off", "true");
  await expect(editor.card("frame")).toBeFocused();
});

function nodesOf(graph: object): readonly { readonly id: string }[] {
  return "nodes" in graph && Array.isArray(graph.nodes) ? graph.nodes : [];
}
