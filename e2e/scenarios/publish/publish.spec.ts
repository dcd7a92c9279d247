import { z } from "zod";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect, test } from "../../fixtures/test.ts";

const at = (x: number, y: number) => ({ x, y });
const hooked = {
  schema: "orrery.graph/v1",
  name: "Hooked",
  nodes: [
    { id: "hook", type: "webhook", position: at(0, 0), config: { answer: "output" } },
    { id: "chat_1", type: "chat", position: at(0, 220), config: {} },
    {
      id: "end",
      type: "output",
      position: at(340, 0),
      config: { value: "Hello {{ default(hook.body.name, chat_1.text) }}" },
    },
  ],
  edges: ["hook", "chat_1"].map((source, i) => ({
    id: `e${i}`,
    source,
    sourceHandle: "out",
    target: "end",
    targetHandle: "in",
  })),
};

test("publish, call the webhook, talk to it, change the draft, and bring the version back", async ({
  editor,
  page,
  api,
}) => {
  const workflowId = await api.createWorkflow(hooked);
  await editor.open(workflowId);
  await page.getByRole("button", { name: "Publish. Not published" }).click();
  const sheet = page.getByRole("dialog", { name: "Publish" });
  await sheet.getByRole("textbox", { name: "What is new, for others" }).fill("First");
  await sheet.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(sheet.getByRole("status")).toHaveText("Published v1");
  await expect(sheet.getByRole("list", { name: "Published versions" })).toContainText("First");

  await sheet.getByRole("tab", { name: "Triggers" }).click();
  const address = await sheet.locator("code").first().textContent();
  await expectAccessible(page);
  const answer = await page.request.post(z.url().parse(address), { data: { name: "Ada" } });
  expect({ status: answer.status(), body: await answer.json() }).toEqual({ status: 200, body: "Hello Ada" });

  await sheet.getByRole("tab", { name: "Chat" }).click();
  await sheet.getByRole("textbox", { name: "Your message" }).fill("Bob");
  await sheet.getByRole("button", { name: "Send" }).click();
  await expect(sheet.getByRole("list", { name: "Messages" })).toContainText("Hello Bob");
  await sheet.getByRole("button", { name: "Close" }).click();

  await editor.card("chat_1").click();
  await page.keyboard.press("Delete");
  await expect(editor.card("chat_1")).toBeHidden();
  await page.getByRole("button", { name: /Publish. Published v1 · 1 change/ }).click();
  await sheet.getByRole("tab", { name: "Versions" }).click();
  await sheet.getByRole("button", { name: "Restore version 1 into the draft" }).click();
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(editor.card("chat_1")).toBeVisible();

  const runId = z.string().parse(answer.headers()["orrery-run-id"]);
  await page.goto(`/runs/${runId}`);
  await expect(page.getByRole("banner")).toContainText("v1");
});
