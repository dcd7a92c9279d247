import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

const at = { x: 0, y: 0 };
const html = "<script>document.title = 'it ran'</script>";
const graph = {
  schema: "orrery.graph/v1",
  name: "Writes files",
  nodes: [
    { id: "start", type: "input", position: at, config: { schema: { type: "object", properties: {} } } },
    { id: "site", type: "file", position: at, config: { action: "write", name: "site/index – 1.html", content: html } },
    {
      id: "data",
      type: "file",
      position: at,
      config: { action: "write", name: "data.json", as: "json", content: [1] },
    },
    { id: "end", type: "output", position: at, config: { value: "{{ data.file }}" } },
  ],
  edges: [
    { id: "e1", source: "start", sourceHandle: "out", target: "site", targetHandle: "in" },
    { id: "e2", source: "site", sourceHandle: "out", target: "data", targetHandle: "in" },
    { id: "e3", source: "data", sourceHandle: "out", target: "end", targetHandle: "in" },
  ],
};

test("files that a run wrote are listed, downloaded as what nobody runs, and deleted", async ({ page, api }) => {
  const runId = await api.startRun(await api.createWorkflow(graph), {});
  expect(await api.ending(runId)).toBe("succeeded");

  await page.goto("/settings");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Files" }).click();
  const list = page.getByRole("list", { name: "Files" });
  await expect(list.getByRole("listitem")).toHaveCount(2);
  await expectAccessible(page);

  const download = page.waitForEvent("download");
  await list.getByRole("link", { name: /Download site/ }).click();
  expect((await (await download).createReadStream()).readable).toBe(true);
  const answer = await page.request.get(`/files?name=${encodeURIComponent("site/index – 1.html")}`);
  expect(await answer.text()).toContain("it ran");
  expect(answer.headers()).toMatchObject({
    "content-type": "application/octet-stream",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "content-disposition": `attachment; filename="index _ 1.html"; filename*=UTF-8''index%20%E2%80%93%201.html`,
  });

  await page.setViewportSize({ width: 390, height: 844 });
  await expectTidy(page);
  await list.getByRole("button", { name: "Delete data.json" }).click();
  await page.getByRole("dialog", { name: "Delete data.json?" }).getByRole("button", { name: "Delete" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await list.getByRole("button", { name: /Delete site/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No files yet")).toBeVisible();
});
