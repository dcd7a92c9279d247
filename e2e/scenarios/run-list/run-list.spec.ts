import { randomBytes } from "node:crypto";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

const graphThatGives = (text: string) => ({
  schema: "orrery.graph/v1",
  name: "Parcel notes",
  nodes: [
    { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object", properties: {} } } },
    { id: "note", type: "transform", position: { x: 260, y: 0 }, config: { value: text } },
    { id: "end", type: "output", position: { x: 520, y: 0 }, config: { value: "{{ note }}" } },
  ],
  edges: [
    { id: "e1", source: "start", sourceHandle: "out", target: "note", targetHandle: "in" },
    { id: "e2", source: "note", sourceHandle: "out", target: "end", targetHandle: "in" },
  ],
});

test("a run is found by what it gave, and the address holds the words and the choices", async ({ page, api }) => {
  // No other run has this word, also where this is tried again.
  const word = `zeppelin${randomBytes(6).toString("hex")}`;
  const runId = await api.startRun(await api.createWorkflow(graphThatGives(`The parcel flew by ${word}`)), {});
  expect(await api.ending(runId)).toBe("succeeded");

  const list = page.getByRole("list", { name: "Runs", exact: true });
  // A run is found by its words some seconds after its end.
  await expect(async () => {
    await page.goto(`/runs?q=${word}`);
    await expect(list.getByRole("listitem")).toHaveCount(1, { timeout: 2_000 });
  }).toPass();

  await page.goto("/runs");
  const words = page.getByRole("searchbox", { name: "Words in inputs, outputs and errors" });
  // What is typed before the page listens is not kept.
  await expect(async () => {
    await words.fill(`parcel ${word.slice(0, -1)}`);
    await words.press("Enter");
    await expect(page).toHaveURL(/q=parcel\+zeppelin/, { timeout: 5_000 });
  }).toPass();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list.getByRole("link", { name: "Parcel notes" })).toHaveAttribute("href", `/runs/${runId}`);

  // By keyboard alone.
  await page.getByRole("combobox", { name: "Started by" }).press("Enter");
  await page.getByRole("option", { name: "By hand" }).press("Enter");
  await expect(page).toHaveURL(/origin=person/);
  await page.getByRole("combobox", { name: "Time", exact: true }).press("Enter");
  await page.getByRole("option", { name: "Last 24 hours" }).press("Enter");
  await expect(page).toHaveURL(/within=24h/);
  await page.reload();
  await expect(words).toHaveValue(`parcel ${word.slice(0, -1)}`);
  await expect(page.getByRole("combobox", { name: "Time", exact: true })).toHaveText("Last 24 hours");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("navigation", { name: "Runs by state" }).getByRole("link", { name: "Failed" }).click();
  await expect(page.getByText("No run is like this", { exact: true })).toBeVisible();
  await expectTidy(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Show all runs" }).click();
  await expect(page).toHaveURL(/\/runs$/);
  await expect(words).toHaveValue("");
});

test("runs that are ticked are compared, stopped, and begin again; what is shown is kept as a view", async ({
  page,
  api,
}) => {
  const workflowId = await api.createWorkflow(graphThatGives("Ticked"));
  const [first, second] = [await api.startRun(workflowId, {}), await api.startRun(workflowId, {})];
  for (const runId of [first, second]) expect(await api.ending(runId)).toBe("succeeded");
  await page.goto(`/runs?workflow=${workflowId}`);
  const list = page.getByRole("list", { name: "Runs", exact: true });
  const ticks = list.getByRole("checkbox");
  await expect(ticks).toHaveCount(2);

  // By keyboard alone; a press before the page listens is not heard.
  await expect(async () => {
    await ticks.first().press("Space");
    await expect(ticks.first()).toBeChecked({ timeout: 1_000 });
  }).toPass();
  await ticks.last().click({ modifiers: ["Shift"] });
  await expect(page.getByText("2 ticked", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "Compare", exact: true })).toHaveAttribute(
    "href",
    `/runs/compare?a=${first}&b=${second}`,
  );
  await expectAccessible(page);

  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: "Stop 2 runs", exact: true }).click();
  const refused = page.getByRole("list", { name: "Runs that were refused" });
  await expect(refused.getByText("This run has already ended.")).toHaveCount(2);
  await page.getByRole("button", { name: "Close", exact: true }).last().click();

  await page.getByRole("button", { name: "Run again", exact: true }).click();
  await page.getByRole("button", { name: "Run 2 runs again", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "2 runs begin again" })).toBeVisible();
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect.poll(async () => (await api.runsOf(workflowId)).length).toBe(4);

  const name = `Kept ${randomBytes(4).toString("hex")}`;
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("textbox", { name: "Name of the view" }).fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("link", { name, exact: true })).toHaveAttribute("href", `/runs?workflow=${workflowId}`);
  await expectAccessible(page);
  await page.goto("/runs");
  await page.getByRole("button", { name: "Views", exact: true }).click();
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`workflow=${workflowId}$`));
});
