import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

const fragile = {
  schema: "orrery.graph/v1",
  name: "Parcel weights",
  nodes: [
    {
      ...{ id: "start", type: "input", position: { x: 0, y: 0 } },
      config: { schema: { type: "object", properties: { kg: { type: "number" } }, required: ["kg"] } },
    },
    {
      ...{ id: "weigh", type: "code", label: "Weigh it", position: { x: 260, y: 0 } },
      config: {
        input: { kg: "{{ start.kg }}" },
        source: "if (input.kg > 30) throw new Error('too heavy');\nreturn input.kg;",
      },
    },
    { id: "end", type: "output", position: { x: 520, y: 0 }, config: { value: "{{ weigh }}" } },
  ],
  edges: [
    { id: "e1", source: "start", sourceHandle: "out", target: "weigh", targetHandle: "in" },
    { id: "e2", source: "weigh", sourceHandle: "out", target: "end", targetHandle: "in" },
  ],
};

test("a dashboard counts runs as they end, and its errors lead to the run that failed", async ({ page, api }) => {
  const workflowId = await api.createWorkflow(fragile);
  await page.goto(`/dashboard?workflow=${workflowId}&range=24h`);
  await expect(page.getByText("No run ended in this time", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "24 hours" })).toHaveAttribute("aria-current", "page");

  const ids: string[] = [];
  for (const kg of [1, 2, 40]) ids.push(await api.startRun(workflowId, { kg }));
  expect(await Promise.all(ids.map((id) => api.ending(id)))).toEqual(["succeeded", "succeeded", "failed"]);

  // The page reads it again by itself.
  const figures = page.getByRole("list", { name: "Figures" });
  await expect(figures).toContainText("2 done · 1 failed · 0 stopped");
  // Not all of the three need have been made in the same hour.
  const bars = page.getByRole("group", { name: "Runs", exact: true });
  await expect(bars.getByRole("link", { name: /Failed 1, Stopped 0$/ })).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Slowest steps" })).toContainText("Weigh it");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectTidy(page);

  await page.getByRole("link", { name: /^1 run with .* at Weigh it$/ }).click();
  const list = page.getByRole("list", { name: "Runs", exact: true });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list.getByRole("link", { name: "Parcel weights" })).toHaveAttribute("href", `/runs/${ids[2]}`);
});
