import type { Page } from "@playwright/test";
import { chainGraph } from "../../fixtures/control-graphs.ts";
import { EditorPage } from "../../fixtures/editor-page.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { inviteByHand, joinBy } from "../../fixtures/joined-person.ts";
import { expect, test } from "../../fixtures/test.ts";

async function rename(where: EditorPage, node: string, label: string): Promise<void> {
  await where.card(node).click();
  const name = where.inspector.getByRole("textbox", { name: "Name", exact: true });
  await name.fill(label);
  await name.press("Enter");
}

const follow = (page: Page, name: string) => page.getByRole("button", { name: `Follow ${name}`, exact: true });

test("two people see each other, talk about a node, and edits made without a connection come together", async ({
  page,
  browser,
  editor,
  api,
}) => {
  const id = await api.createWorkflow(chainGraph("Drawn by two"));
  // An address is taken once, also by a try before this one.
  const bob = await joinBy(browser, await inviteByHand(page, "Editor"), `Bob ${Date.now()}`);
  const second = new EditorPage(bob.page);
  await editor.open(id);
  await second.open(id);

  await expect(follow(page, bob.name)).toBeVisible();
  await second.card("frame").click();
  await expect(page.locator('[data-chosen="frame"]')).toBeVisible();
  await second.inspector.getByRole("textbox", { name: "Name", exact: true }).focus();
  await expect(page.getByText(`${bob.name} is editing`, { exact: true })).toBeVisible();
  await editor.card("frame").click();
  await expect(editor.inspector.getByText(`${bob.name} is editing this`)).toBeVisible();

  await page.getByRole("button", { name: "Comment", exact: true }).click();
  const asked = page.getByRole("region", { name: "Comments" });
  await asked.getByRole("textbox", { name: "Comment on Frame it" }).fill("Why <b>brackets</b>?");
  await asked.getByRole("button", { name: "Comment", exact: true }).click();
  await bob.page.getByRole("button", { name: "1 comment on Frame it" }).click();
  const answered = bob.page.getByRole("region", { name: "Comments" });
  await expect(answered.getByText("Why <b>brackets</b>?", { exact: true })).toBeVisible();
  await answered.getByRole("button", { name: "Answer", exact: true }).click();
  await answered.getByRole("textbox", { name: "Your answer" }).fill("To see where it ends.");
  await answered.getByRole("textbox", { name: "Your answer" }).press("Control+Enter");
  await expect(asked.getByText("To see where it ends.")).toBeVisible();
  await expectAccessible(page);
  await asked.getByRole("button", { name: "Resolve", exact: true }).click();
  await expect(answered.getByText("Nothing is open here.")).toBeVisible();
  await answered.getByRole("button", { name: "Close the comments" }).click();

  await bob.context.setOffline(true);
  await rename(second, "shout", "Louder");
  await rename(second, "stress", "His");
  await rename(editor, "stress", "Hers");
  await editor.saved();
  await expect(second.card("shout")).toHaveAccessibleName(/^Louder/);
  await bob.context.setOffline(false);
  const met = bob.page.getByRole("alert", { name: "Two changes met" });
  await expect(met).toContainText("Name of “His” was changed by both of you. Yours stands.");
  for (const tab of [editor, second]) {
    await expect(tab.card("shout")).toHaveAccessibleName(/^Louder/);
    await expect(tab.card("stress")).toHaveAccessibleName(/^His/);
  }
  await met.getByRole("button", { name: "Use theirs" }).click();
  await expect(editor.card("stress")).toHaveAccessibleName(/^Hers/);
  await second.saved();
  expect((await api.draft(id)).graph.nodes.map((node) => node.label)).toEqual([
    "Text",
    "Louder",
    "Frame it",
    "Hers",
    "Said",
  ]);

  await bob.context.close();
  await expect(follow(page, bob.name)).toHaveCount(0);
});
