import { loopGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a loop shows how often it went round, and its state before each time", async ({ editor, page, api }) => {
  await editor.open(await api.createWorkflow(loopGraph("Round and round")));
  await editor.askToRun();
  const runId = await editor.start();
  await editor.expectState("end", "succeeded");
  expect(await api.ending(runId)).toBe("succeeded");
  expect(await api.output(runId)).toBe("amber-amber-amber-amber");
  const room = editor.card("again");
  await expect(room).toHaveAccessibleName(/3 of at most 10/);
  await expect(room.getByText('state "amber-amber-amber-amber"')).toBeVisible();

  const next = room.getByRole("button", { name: "Next time" });
  await next.click();
  await expect(room.getByText('state "amber"', { exact: true })).toBeVisible();
  await next.click();
  await expect(room.getByText('state "amber-amber"', { exact: true })).toBeVisible();
  await editor.card("add").click();
  await editor.inspector.getByRole("tab", { name: "Input" }).click();
  await expect(editor.inspector.getByText("amber-amber-amber")).toBeVisible();
  await expectAccessible(page);
});
