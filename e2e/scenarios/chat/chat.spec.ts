import { chatGraph, slowChatGraph } from "../../fixtures/chat-graph.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expect as expectSoon, test } from "../../fixtures/test.ts";

// Runs, pages and answers take as long as a busy machine needs.
test.describe.configure({ timeout: 180_000 });
const expect = expectSoon.configure({ timeout: 30_000 });

test("a conversation is kept over a reload, goes on, and another can be begun", async ({ editor, page, api }) => {
  const id = await api.createWorkflow(chatGraph("Kept talk"));
  await api.publish(id);
  const sheet = page.getByRole("dialog", { name: "Publish" });
  const openChat = async () => {
    await editor.open(id);
    await page.getByRole("button", { name: /^Publish/ }).click();
    await sheet.getByRole("tab", { name: "Chat" }).click();
  };
  const said = sheet.getByRole("list", { name: "Messages" });
  const box = sheet.getByRole("textbox", { name: "Your message" });
  await openChat();
  await expect(sheet.getByText("Say something")).toBeVisible();
  await box.fill("amber");
  await box.press("Enter");
  await expect(said).toContainText("AMBER");
  await expect(box).toHaveValue("");
  await expect(box).toBeFocused();
  await box.pressSequentially("two");
  await box.press("Shift+Enter");
  await box.pressSequentially("lines");
  await box.press("Enter");
  await expect(said).toContainText("TWO\nLINES after 2");
  await expectAccessible(page);

  await openChat();
  await expect(said.getByRole("listitem")).toHaveText([/^amberAMBER/, /^two\nlinesTWO\nLINES/]);
  await sheet.getByRole("combobox", { name: "Conversation" }).click();
  await page.getByRole("option", { name: "New conversation" }).click();
  await expect(said.getByRole("listitem")).toHaveCount(0);
  await box.fill("other");
  await box.press("Enter");
  await expect(said.getByRole("listitem")).toHaveText([/^otherOTHER/]);

  await openChat();
  await expect(said.getByRole("listitem")).toHaveText([/^otherOTHER/]);
  await sheet.getByRole("combobox", { name: "Conversation" }).click();
  await page.getByRole("option", { name: "amber" }).click();
  await expect(said.getByRole("listitem")).toHaveCount(2);
});

test("an answer that fails says why, and one under way can be stopped", async ({ editor, page, api }) => {
  const id = await api.createWorkflow(chatGraph("Strict talk", { strict: true }));
  await api.publish(id);
  await editor.open(id);
  await page.getByRole("button", { name: /^Publish/ }).click();
  const sheet = page.getByRole("dialog", { name: "Publish" });
  await sheet.getByRole("tab", { name: "Chat" }).click();
  const said = sheet.getByRole("list", { name: "Messages" });
  const box = sheet.getByRole("textbox", { name: "Your message" });
  await box.fill("no JSON");
  await box.press("Enter");
  await expect(said).toContainText("See the run");
  await expect(said).toContainText("ORR_");
  await box.fill('{"a":1}');
  await box.press("Enter");
  await expect(said).toContainText('"a": 1');

  const slow = await api.createWorkflow(slowChatGraph("Slow talk"));
  await api.publish(slow);
  await editor.open(slow);
  await page.getByRole("button", { name: /^Publish/ }).click();
  await sheet.getByRole("tab", { name: "Chat" }).click();
  await box.fill("wait");
  await box.press("Enter");
  await expect(said).toContainText("The run waits, and goes on by itself.");
  await said.getByRole("button", { name: "Stop" }).click();
  await expect(said).toContainText("You stopped this answer.");
  const [run] = await api.runsOf(slow);
  expect(await api.ending(run?.id ?? "")).toBe("cancelled");
});

test("Escape closes the publish sheet, and focus is where it was", async ({ editor, page, api }) => {
  await editor.open(await api.createWorkflow(chatGraph("Escaped")));
  const opener = page.getByRole("button", { name: /^Publish/ });
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Publish" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Publish" })).toBeHidden();
  await expect(opener).toBeFocused();
});
