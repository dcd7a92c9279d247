import { chainGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectSoundLog } from "../../fixtures/log-claims.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a run again with another output keeps what came before, and both runs name each other", async ({
  editor,
  page,
  api,
}) => {
  const workflowId = await api.createWorkflow(chainGraph("Forked"));
  const first = await api.startRun(workflowId, { text: "amber" });
  expect(await api.ending(first)).toBe("succeeded");
  await page.goto(`/runs/${first}`);
  await editor.ready();
  await editor.card("frame").click();
  await page.getByRole("button", { name: "Other ways to run again" }).click();
  await page.getByRole("menuitem", { name: "Edit this output and go on" }).click();

  const dialog = page.getByRole("dialog", { name: "Run again from “Frame it”" });
  const text = dialog.getByRole("textbox", { name: "What it gave" });
  await expect(text).toHaveValue('"<AMBER>"');
  await text.fill('"[amber');
  await expect(dialog.getByText(/This is not JSON/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Run again" })).toBeDisabled();
  await text.fill('"[amber]"');
  await expect(dialog.getByText("Keeps 2 of 5 steps. The rest is made again.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Run again" }).click();

  await page.waitForURL((url) => url.pathname.startsWith("/runs/") && !url.pathname.endsWith(first));
  const second = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await editor.expectState("end", "succeeded");
  expect(await api.output(second)).toBe("[amber]!");
  await expect(editor.card("shout")).toHaveAttribute("data-kept", "run");
  await expect(editor.card("shout")).toContainText(`kept from run ${first.slice(-8)}`);
  await expect(editor.card("frame")).toHaveAttribute("data-kept", "person");
  await expect(editor.card("stress")).not.toHaveAttribute("data-kept", /./);
  await expectAccessible(page);

  const events = await api.events(second);
  expectSoundLog(events);
  expect(events.filter(({ type }) => type === "step.started").map(({ stepKey }) => stepKey)).not.toContain("shout");
  const forks = page.getByRole("region", { name: "Forks" });
  await forks.getByRole("link", { name: `run ${first.slice(-8)}` }).click();
  await page.waitForURL(`**/runs/${first}`);
  await expect(forks.getByText("1 run was forked from it")).toBeVisible();
  await expect(forks.getByRole("link", { name: `run ${second.slice(-8)}` })).toBeVisible();
});

test("a run again with the present drawing keeps what has not changed", async ({ editor, page, api }) => {
  const workflowId = await api.createWorkflow(chainGraph("Mended"));
  await editor.open(workflowId);
  await editor.askToRun();
  const first = await editor.start();
  await editor.expectState("end", "succeeded");

  await editor.card("stress").click();
  await editor.inspector.getByRole("tab", { name: "Configure" }).click();
  const value = editor.inspector.getByRole("textbox", { name: "Value", exact: true });
  await value.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("{{ frame }}?");
  await page.keyboard.press("Tab");
  await editor.saved();

  await editor.inspector.getByRole("button", { name: "Run again from here" }).click();
  const dialog = page.getByRole("dialog", { name: "Run again from “Stress it”" });
  await dialog.getByRole("radio", { name: "As it is drawn now" }).click();
  await expect(dialog.getByText("Keeps 3 of 5 steps. The rest is made again.")).toBeVisible();
  await dialog.getByRole("button", { name: "Run again" }).click();
  await expect.poll(() => editor.runId()).not.toBe(first);
  await editor.expectState("end", "succeeded");
  const second = editor.runId() ?? "";
  expect(await api.ending(second)).toBe("succeeded");
  expect(await api.output(second)).toBe("<AMBER>?");
  await expect(editor.card("frame")).toHaveAttribute("data-kept", "run");
});

test("an input edited in the dialog starts with that, and an input that does not fit is told", async ({
  editor,
  page,
  api,
  expectedNoise,
}) => {
  expectedNoise.push(/422 \(Unprocessable Entity\).*run\.fork/);
  const workflowId = await api.createWorkflow(chainGraph("Another input"));
  const first = await api.startRun(workflowId, { text: "amber" });
  await api.ending(first);
  await page.goto(`/runs/${first}`);
  await editor.ready();
  // By the card's own menu, by keyboard.
  await editor.card("shout").focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Run again from here" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: /Run again from/ });
  await dialog.getByRole("radio", { name: "Edit the input" }).click();
  const text = dialog.getByRole("textbox", { name: "What the run takes" });
  await expect(text).toHaveValue(/amber/);
  await text.fill('{ "text": 7 }');
  await dialog.getByRole("button", { name: "Run again" }).click();
  await expect(dialog.getByRole("alert")).toBeVisible();
  await text.fill('{ "text": "birch" }');
  await expect(dialog.getByText("Keeps nothing: all of it is made again.")).toBeVisible();
  await dialog.getByRole("button", { name: "Run again" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/runs/") && !url.pathname.endsWith(first));
  await editor.expectState("end", "succeeded");
  expect(await api.output(new URL(page.url()).pathname.split("/").at(-1) ?? "")).toBe("<BIRCH>!");
});
