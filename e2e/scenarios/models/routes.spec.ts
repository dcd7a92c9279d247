import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { installation } from "../../fixtures/installation.ts";
import { expect, test } from "../../fixtures/test.ts";

const drawing = {
  schema: "orrery.graph/v1",
  name: "Sturdy answer",
  nodes: [
    {
      id: "start",
      type: "input",
      position: { x: 0, y: 0 },
      config: { schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] } },
    },
    {
      id: "ask",
      type: "prompt",
      label: "Ask",
      position: { x: 300, y: 0 },
      config: { model: "sturdy", prompt: "Summarise: {{ start.text }}" },
    },
    { id: "end", type: "output", position: { x: 600, y: 0 }, config: { value: "{{ ask.model }}" } },
  ],
  edges: [
    { id: "e1", source: "start", sourceHandle: "out", target: "ask", targetHandle: "in" },
    { id: "e2", source: "ask", sourceHandle: "out", target: "end", targetHandle: "in" },
  ],
};

test("a route whose first model is down asks the next, which the run and the record of calls show", async ({
  editor,
  page,
  api,
}) => {
  // Nobody listens there.
  const [port] = (await installation()).toolPorts;
  const added = await api.mutate("models.addProvider", {
    handle: "down",
    kind: "openai-compatible",
    baseUrl: `http://127.0.0.1:${port}/v1`,
    models: ["m-1"],
  });
  expect(added.ok()).toBe(true);

  await page.goto("/settings/models");
  await page.getByRole("button", { name: "Add a route" }).click();
  const adding = page.getByRole("dialog", { name: "Add a route" });
  await adding.getByLabel("Name", { exact: true }).fill("sturdy");
  const members = adding.getByRole("list", { name: "Models, the first on top" }).getByRole("listitem");
  await expect(members).toHaveText([/down\/m-1/, /offline/]);
  await adding.getByRole("button", { name: "Move offline up" }).click();
  await expect(members).toHaveText([/offline/, /down\/m-1/]);
  await adding.getByRole("button", { name: "Move offline down" }).click();
  await expectAccessible(page);
  await adding.getByRole("button", { name: "Save", exact: true }).click();
  await expect(adding).toHaveCount(0);
  const route = page.getByRole("region", { name: "Route sturdy" });
  await expect(route).toContainText("In this order · the next after any error");

  const id = await api.createWorkflow(drawing);
  await editor.open(id);
  await editor.askToRun();
  await editor.runForm.getByLabel(/text/i).fill("The orrery shows the planets. It is made of brass.");
  const runId = await editor.start();
  await editor.expectState("ask", "succeeded");
  await expect(editor.card("ask")).toContainText("offline, no LLM");
  expect(await api.ending(runId)).toBe("succeeded");
  expect(await api.output(runId)).toMatch(/^offline, no LLM, by sturdy, instead of down\/m-1 \(EGRESS_\w+\)$/);

  // A call is written down beside its answer, so it may show a moment later.
  await expect(async () => {
    await page.goto("/settings/models");
    await expect(route.getByRole("listitem").first()).toContainText(/1 call in the last week, 1 failed/, {
      timeout: 5_000,
    });
  }).toPass();

  await route.getByRole("button", { name: "Edit the route sturdy" }).click();
  const editing = page.getByRole("dialog", { name: "Edit the route sturdy" });
  await editing.getByLabel("Which is asked first").click();
  await page.getByRole("option", { name: "By what was seen of each" }).click();
  await editing.getByRole("button", { name: "Save", exact: true }).click();
  await expect(route.getByRole("listitem").first()).toContainText(/^offline.*answers 50 % × speed 100 %/);
  await route.getByRole("button", { name: "Freeze the route sturdy" }).click();
  await expect(route).toContainText("frozen since");
  await expect(route.getByRole("button", { name: "Let it learn: sturdy" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectTidy(page);
  await route.getByRole("button", { name: "Remove the route sturdy" }).click();
  await expect(page.getByText("No routes yet.")).toBeVisible();
  await page.getByRole("button", { name: "Remove down" }).click();
  await expect(page.getByText("No providers yet.")).toBeVisible();
});
