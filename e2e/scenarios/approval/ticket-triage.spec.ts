import { expect, test } from "../../fixtures/test.ts";

const URGENT = "Nobody in finance can log in since this morning. Payroll is due today!";

test("a person allows one ticket and refuses another, on the canvas and in the inspector", async ({ editor, api }) => {
  await editor.openTemplate("Ticket triage");
  await editor.askToRun();
  await expect(editor.runForm.getByLabel("Tickets, entry 1")).toHaveValue(URGENT);
  const runId = await editor.start();

  await editor.expectState("confirm", "waiting");
  await expect(editor.card("confirm")).toHaveAccessibleName(/Waiting for you/);
  await expect.poll(() => api.status(runId)).toBe("waiting");
  await expect(editor.card("is_urgent")).toContainText(/went to “If (true|false)”/);
  // Two questions of one step are told apart by what they show.
  await expect(editor.card("confirm")).toContainText(`“${URGENT}”`);
  await expect(editor.inspector.getByRole("region", { name: "Also waiting" })).toContainText("All orders since 9:00");

  await editor.card("confirm").getByRole("button", { name: "Allow" }).click();
  await expect(editor.card("confirm").getByText("1 more")).toBeHidden();
  await editor.card("confirm").click({ position: { x: 60, y: 16 } });
  const question = editor.inspector.getByRole("region", { name: "Waiting for you" });
  await editor.inspector.getByRole("tab", { name: "Output" }).click();
  await question.getByLabel("Note").fill("Known, a colleague is on it.");
  await question.getByRole("button", { name: "Refuse" }).click();

  await editor.expectState("sorted", "succeeded");
  await expect(editor.card("confirm")).toContainText(/refused by .+“Known, a colleague is on it.”/);
  expect(await api.ending(runId)).toBe("succeeded");
  const output = await api.output(runId);
  expect(output).toMatchObject({ first: [expect.any(String)] });
  const resumed = (await api.events(runId)).filter((event) => event.type === "step.resumed");
  expect(resumed.map((event) => event.by)).toEqual(["person", "person"]);
});

test("lists say what a waiting run waits for: people, or a time", async ({ page, api }) => {
  const graph = (name: string, type: string, config: object): object => ({
    schema: "orrery.graph/v1",
    name,
    nodes: [
      { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object", properties: {} } } },
      { id: "pause", type, position: { x: 280, y: 0 }, config },
    ],
    edges: [{ id: "e1", source: "start", sourceHandle: "out", target: "pause", targetHandle: "in" }],
  });
  const asks = await api.startRun(await api.createWorkflow(graph("Asks", "approval", { title: "Go on?" })), {});
  const sleeps = await api.startRun(await api.createWorkflow(graph("Sleeps", "wait", { ms: 36_000_000 })), {});
  for (const run of [asks, sleeps]) await expect.poll(() => api.status(run)).toBe("waiting");
  await page.goto("/runs");
  const line = (name: string) =>
    page.getByRole("list", { name: "Runs" }).getByRole("listitem").filter({ hasText: name });
  await expect(line("Asks").first()).toContainText("Waiting for you");
  await expect(line("Sleeps").first()).toContainText(/Waiting until (\d+ \w+ )?\d\d:\d\d/);
});
