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

  await editor.card("confirm").getByRole("button", { name: "Allow" }).click();
  await expect(editor.card("confirm").getByText("1 more")).toBeHidden();
  await editor.card("confirm").click({ position: { x: 60, y: 16 } });
  const question = editor.inspector.getByRole("region", { name: "Waiting for you" });
  await editor.inspector.getByRole("tab", { name: "Output" }).click();
  await question.getByLabel("Note").fill("Known, a colleague is on it.");
  await question.getByRole("button", { name: "Refuse" }).click();

  await editor.expectState("sorted", "succeeded");
  expect(await api.ending(runId)).toBe("succeeded");
  const output = await api.output(runId);
  expect(output).toMatchObject({ first: [expect.any(String)] });
  const resumed = (await api.events(runId)).filter((event) => event.type === "step.resumed");
  expect(resumed.map((event) => event.by)).toEqual(["person", "person"]);
});
