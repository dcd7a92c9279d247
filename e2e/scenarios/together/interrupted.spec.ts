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

test("edits outlive a session that ends and a workflow that is deleted in their midst", async ({
  page,
  browser,
  api,
}) => {
  const id = await api.createWorkflow(chainGraph("Interrupted"));
  const eve = await joinBy(browser, await inviteByHand(page, "Editor"), `Eve ${Date.now()}`);
  const editor = new EditorPage(eve.page);
  await editor.open(id);
  await rename(editor, "shout", "Before");
  await editor.saved();

  await eve.context.request.post(`${api.origin}/api/auth/sign-out`, { data: {}, headers: { origin: api.origin } });
  const alert = eve.page.getByRole("alert").filter({ hasText: "You are signed out." });
  await rename(editor, "frame", "While signed out");
  await expect(alert).toContainText("One change is kept in this browser");
  await expectAccessible(eve.page);
  const entry = await eve.context.newPage();
  await entry.goto("/sign-in");
  await entry.getByLabel("E-mail").fill(eve.email);
  await entry.getByLabel("Password").fill(eve.password);
  await entry.getByRole("button", { name: "Sign in", exact: true }).click();
  await entry.waitForURL((url) => url.pathname === "/");
  await entry.close();
  await editor.saved();
  await expect(alert).toHaveCount(0);

  expect((await api.mutate("workflow.remove", { id })).ok()).toBe(true);
  const gone = eve.page.getByRole("alert").filter({ hasText: "This workflow has been deleted." });
  await expect(gone).toBeVisible();
  await rename(editor, "stress", "While deleted");
  await expect(gone).toContainText("One change is kept in this browser");
  await gone.getByRole("button", { name: "Bring it back" }).click();
  await expect(gone).toHaveCount(0);
  await editor.saved();
  expect((await api.draft(id)).graph.nodes.map((node) => node.label)).toEqual([
    "Text",
    "Before",
    "While signed out",
    "While deleted",
    "Said",
  ]);
  await eve.context.close();
});
