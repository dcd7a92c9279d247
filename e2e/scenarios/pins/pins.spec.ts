import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";
import { tryGraph } from "../../fixtures/try-graph.ts";

test("an output is pinned, edited, used by a run to a node, and left out of what is published", async ({
  editor,
  page,
  api,
}) => {
  const id = await api.createWorkflow(tryGraph("Pins"));
  const first = await api.startRun(id, { text: "hello" });
  expect(await api.ending(first)).toBe("succeeded");
  await page.goto(`/workflows/${id}?run=${first}`);
  await editor.expectState("end", "succeeded");
  await editor.card("look").click();
  await editor.inspector.getByRole("tab", { name: "Output" }).click();
  await editor.inspector.getByRole("button", { name: "Pin this output" }).click();
  const pinned = editor.inspector.getByRole("region", { name: "Pinned output" });
  await pinned.getByRole("button", { name: "Edit pin" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "What it gives" }).fill('{ "upper": "MINE" }');
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Pin", exact: true }).click();
  await expect(editor.card("look")).toHaveAccessibleName(/output pinned/);
  await expect(editor.card("look")).toHaveAttribute("data-problem", "warning");

  await editor.card("shout").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Run to here" }).click();
  await expect(dialog.getByText("Gives what is pinned")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Run this part" }).click();
  await expect.poll(() => editor.runId()).not.toBe(first);
  await editor.expectState("shout", "succeeded");
  await expect(editor.card("look")).toHaveAttribute("data-kept", "pin");
  await expect(editor.card("shout")).toContainText("MINE!");
  await editor.expectState("end", "idle");

  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Publish/ })
    .click();
  await expect(page.getByText("The pinned output is left out")).toBeVisible();
});

test("a field shows what it comes to on the last values, and data of any size are looked at large", async ({
  editor,
  page,
  api,
}) => {
  const id = await api.createWorkflow(tryGraph("Data"));
  const first = await api.startRun(id, { text: "hello" });
  expect(await api.ending(first)).toBe("succeeded");
  await page.goto(`/workflows/${id}?run=${first}`);
  await editor.expectState("end", "succeeded");
  await editor.card("shout").click();
  await editor.inspector.getByRole("tab", { name: "Configure" }).click();
  const value = editor.inspector.getByRole("textbox", { name: "Value" }).first();
  await value.click();
  await expect(editor.inspector.getByRole("status", { name: "On the last values" })).toContainText("HELLO!");

  await editor.card("look").click();
  await editor.inspector.getByRole("tab", { name: "Output" }).click();
  await editor.inspector.getByRole("button", { name: "Open large" }).click();
  const output = page.getByRole("dialog").getByRole("region", { name: "Output", exact: true });
  await output.getByRole("textbox", { name: "Text to find in Output" }).fill("second");
  await output.getByRole("button", { name: "Find", exact: true }).click();
  await output.getByRole("button", { name: /rows\.1\.name/ }).click();
  await expect(output.getByRole("button", { name: /^name/ })).toBeVisible();
  await expect(output.getByRole("button", { name: "Copy the path look.rows[1].name" })).toBeAttached();
  await expectAccessible(page);
});
