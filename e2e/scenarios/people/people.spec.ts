import { chainGraph } from "../../fixtures/control-graphs.ts";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { installation } from "../../fixtures/installation.ts";
import { inviteByHand, joinBy } from "../../fixtures/joined-person.ts";
import { StudioApi } from "../../fixtures/studio-api.ts";
import { expect, test } from "../../fixtures/test.ts";

test("an owner invites an editor and a viewer: one draws and runs, the other looks, and who is removed is signed out", async ({
  page,
  api,
  browser,
}) => {
  const { url } = await installation();
  const stamp = Date.now();
  const id = await api.createWorkflow(chainGraph(`Shared ${stamp}`));
  await api.publish(id);

  const forEditor = await inviteByHand(page, "Editor");
  const forViewer = await inviteByHand(page, "Viewer");
  await expectAccessible(page);
  await expectTidy(page);
  const editor = await joinBy(browser, forEditor, `Editor ${stamp}`);
  const viewer = await joinBy(browser, forViewer, `Viewer ${stamp}`);

  await editor.page.goto(`/workflows/${id}`);
  await expect(editor.page.getByRole("banner").getByRole("button", { name: /^Run/ })).toBeVisible();
  const editing = new StudioApi(editor.context.request, url);
  expect(await editing.ending(await editing.startRun(id, { text: "jet" }))).toBe("succeeded");
  await editor.page.goto("/settings/people");
  await expect(editor.page.getByText("Only an owner invites people and changes roles.")).toBeVisible();
  await expect(editor.page.getByRole("button", { name: "Invite", exact: true })).toHaveCount(0);

  await viewer.page.goto("/");
  const workflows = viewer.page.getByRole("list", { name: "Workflows" });
  await expect(workflows.getByRole("link", { name: `Shared ${stamp}` })).toBeVisible();
  await expect(viewer.page.getByRole("button", { name: "New workflow" })).toHaveCount(0);
  await viewer.page.goto(`/workflows/${id}`);
  await expect(viewer.page.getByText("Read only", { exact: true })).toBeVisible();
  await expect(viewer.page.getByRole("banner").getByRole("button", { name: /^Run/ })).toHaveCount(0);
  await expectAccessible(viewer.page);
  const looking = new StudioApi(viewer.context.request, url);
  const refused = {
    run: await looking.mutate("run.start", { workflowId: id, input: { text: "jet" } }),
    draw: await looking.mutate("workflow.create", { graph: chainGraph("Foreign") }),
    invite: await looking.mutate("member.invite", { role: "owner", days: 1 }),
    key: await looking.mutate("key.create", { name: "Mine" }),
    log: await looking.query("audit.list", {}),
  };
  const statuses = Object.entries(refused).map(([name, response]) => [name, response.status()]);
  expect(statuses).toEqual(Object.keys(refused).map((name) => [name, 403]));

  // A role counts at once, on the page that is open.
  const row = page.getByRole("list", { name: "Members" }).getByRole("listitem").filter({ hasText: viewer.name });
  await page.goto("/settings/people");
  await row.getByRole("combobox", { name: `Role of ${viewer.name}` }).click();
  await page.getByRole("option", { name: "Runner" }).click();
  await expect(viewer.page.getByRole("banner").getByRole("button", { name: /^Run/ })).toBeVisible();

  await row.getByRole("button", { name: `More about ${viewer.name}` }).click();
  await page.getByRole("menuitem", { name: "Remove from the workspace" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(row).toHaveCount(0);
  await expect(viewer.page).toHaveURL(/\/sign-in/);
  expect((await looking.query("workflow.list", {})).status()).toBe(401);

  // They may still sign in, and are nobody here; their old invitation is no way back.
  await viewer.page.getByLabel("E-mail").fill(viewer.email);
  await viewer.page.getByLabel("Password").fill(viewer.password);
  await viewer.page.getByRole("button", { name: "Sign in" }).click();
  await expect(viewer.page.getByText("a member of no workspace")).toBeVisible();
  const again = await viewer.page.goto(forViewer);
  expect(again?.status()).toBe(404);
  await expect(viewer.page.getByRole("heading", { name: "This invitation is not good" })).toBeVisible();

  await page.goto("/settings/audit");
  const log = page.getByRole("list", { name: "What was done" });
  await expect(log.getByText(`removed ${viewer.name}, who was runner, from the workspace`)).toBeVisible();
  await expect(log.getByText(`changed the role of ${viewer.name} from viewer to runner`)).toBeVisible();
  await expectAccessible(page);
  await expectTidy(page);
  await editor.context.close();
  await viewer.context.close();
});

test("a password is wrong in the same words whoever it is for, a link sets a new one, and other browsers are signed out", async ({
  page,
  browser,
}) => {
  const stamp = Date.now();
  const person = await joinBy(browser, await inviteByHand(page, "Runner"), `Forgetful ${stamp}`);
  await page.goto("/settings/people");
  await page.getByRole("button", { name: `More about ${person.name}` }).click();
  await page.getByRole("menuitem", { name: "Make a link for a new password" }).click();
  const dialog = page.getByRole("dialog", { name: "A link for a new password" });
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await expect(dialog.locator("code")).toContainText("/password?token=");
  const link = (await dialog.locator("code").textContent()) ?? "";

  const other = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const fresh = await other.newPage();
  await fresh.goto("/sign-in");
  for (const email of [person.email, `nobody-${stamp}@example.org`]) {
    await fresh.getByLabel("E-mail").fill(email);
    await fresh.getByLabel("Password").fill("not the right one");
    await fresh.getByRole("button", { name: "Sign in" }).click();
    await expect(fresh.getByText("The address or the password is wrong.")).toBeVisible();
  }
  await fresh.goto(link);
  await expectAccessible(fresh);
  await fresh.getByLabel("New password").fill("a new and better secret");
  await fresh.getByRole("button", { name: "Set the password" }).click();
  await fresh.waitForURL((url) => url.pathname === "/");
  await expect(person.page).toHaveURL(/\/sign-in/);
  expect((await fresh.goto(link))?.status()).toBe(404);

  await fresh.goto("/settings/account");
  await expect(fresh.getByText("You are runner in")).toBeVisible();
  await expect(fresh.getByRole("list", { name: "Sessions" }).getByRole("listitem")).toHaveCount(1);
  await fresh.getByRole("button", { name: "Sign out" }).click();
  await expect(fresh).toHaveURL(/\/sign-in/);
  await other.close();
  await person.context.close();
});

test("a viewer sees a question that waits, and no way to answer it", async ({ page, api, browser }) => {
  const viewer = await joinBy(browser, await inviteByHand(page, "Viewer"), `Onlooker ${Date.now()}`);
  const node = (id: string, type: string, x: number, config: object) => ({ id, type, position: { x, y: 0 }, config });
  const edge = (id: string, source: string, sourceHandle: string, target: string) => ({
    ...{ id, source, sourceHandle, target },
    targetHandle: "in",
  });
  const id = await api.createWorkflow({
    schema: "orrery.graph/v1",
    name: "A question",
    nodes: [
      node("start", "input", 0, { schema: { type: "object" } }),
      node("ask", "approval", 260, { title: "Shall it go on?" }),
      node("end", "output", 520, { value: "yes" }),
    ],
    edges: [edge("e1", "start", "out", "ask"), edge("e2", "ask", "approved", "end")],
  });
  const runId = await api.startRun(id, {});
  await expect.poll(() => api.status(runId)).toBe("waiting");
  await viewer.page.goto(`/runs/${runId}`);
  await expect(viewer.page.getByText("Your role does not answer it.")).toBeVisible();
  await expect(viewer.page.getByRole("button", { name: /^(?:Allow|Refuse|Stop|Pause)$/ })).toHaveCount(0);
  await expectAccessible(viewer.page);
  const { url } = await installation();
  const looking = new StudioApi(viewer.context.request, url);
  const answer = await looking.mutate("run.answer", { runId, stepKey: "ask", approved: true });
  expect(answer.status()).toBe(403);
  await viewer.context.close();
});
