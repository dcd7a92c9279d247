import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "@playwright/test";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { CANARY, sharedGraph } from "../../fixtures/shared-graph.ts";
import type { StudioApi } from "../../fixtures/studio-api.ts";
import { expect, test } from "../../fixtures/test.ts";

/** A page of somebody who has no session here. */
async function guestPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  return context.newPage();
}

async function waitingRun(api: StudioApi, name: string): Promise<string> {
  const runId = await api.startRun(await api.createWorkflow(sharedGraph(name)), { who: `${CANARY} Ada` });
  await expect.poll(() => api.status(runId)).toBe("waiting");
  return runId;
}

function step(page: Page, name: string) {
  return page.getByRole("listbox", { name: "Steps" }).getByRole("option").filter({ hasText: name });
}

test("a run is shared, watched live without an account, scrubbed, closed, and kept as a file", async ({
  page,
  api,
  browser,
}) => {
  const runId = await waitingRun(api, "Shared run");
  await page.goto(`/runs/${runId}`);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share this run" });
  await dialog.getByRole("checkbox", { name: "Show the output of Told" }).check();
  await dialog.getByRole("button", { name: "See it as they will" }).click();
  const preview = page.frameLocator('iframe[title="The run as others will see it"]');
  await expect(preview.getByRole("heading", { name: "Shared run", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const address = (await dialog.getByText(/^http:\S+\/s\/[\w-]{22}$/).textContent()) ?? "";
  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as HTML" }).click();
  const file = test.info().outputPath("shared.html");
  await (await saved).saveAs(file);

  const guest = await guestPage(browser);
  await guest.goto(address);
  await expect(step(guest, "Told")).toContainText("Done");
  await step(guest, "Told").click();
  const shown = guest.getByRole("region", { name: "Selected step" }).getByRole("region", { name: "Output" });
  await expect(shown).toContainText("</script><script>alert(2)</script> javascript:alert(3)");
  await step(guest, "Kept").click();
  await expect(shown).toContainText("Not shared.");
  await expectAccessible(guest);
  await guest.getByRole("button", { name: "To the beginning" }).click();
  await expect(step(guest, "Told")).not.toContainText("Done");
  await guest.getByRole("button", { name: "To the end" }).click();
  expect(await guest.context().cookies()).toEqual([]);

  const other = await guestPage(browser);
  const closing = (await api.data("share.make", {
    runId,
    projection: { inputs: [], outputs: [], usage: "hidden" },
    days: 1,
  })) as { readonly id: string; readonly token: string };
  await other.goto(`/s/${closing.token}`);
  await expect(step(other, "Asked")).toBeVisible();
  expect((await api.mutate("share.revoke", { id: closing.id })).ok()).toBe(true);
  await expect(other.getByText("This link was closed.")).toBeVisible({ timeout: 30_000 });
  expect((await other.reload())?.status()).toBe(404);

  const answer = { runId, stepKey: "asked", approved: true, values: {}, note: `${CANARY} note` };
  expect((await api.mutate("run.answer", answer)).ok()).toBe(true);
  await expect(step(guest, "End")).toContainText("Done");
  expect(await guest.content()).not.toContain(CANARY);

  expect(readFileSync(file, "utf8")).not.toContain(CANARY);
  const offline = await guestPage(browser);
  await offline.context().setOffline(true);
  await offline.goto(pathToFileURL(file).href);
  await expect(step(offline, "Told")).toContainText("Done");
  await offline.getByRole("button", { name: "To the beginning" }).click();
  await expect(step(offline, "Told")).not.toContainText("Done");
  for (const one of [guest, other, offline]) await one.context().close();
});

test("a link gives what was chosen and nothing else, and a bad one always the same answer", async ({
  api,
  browser,
}) => {
  const runId = await waitingRun(api, "Closed run");
  const projection = { inputs: [], outputs: ["told"], usage: "hidden" };
  const { token } = (await api.data("share.make", { runId, projection, days: 1 })) as { readonly token: string };
  const locked = (await api.data("share.make", { runId, projection, days: 1, password: "open sesame" })) as {
    readonly token: string;
  };
  const { request } = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await request.get(`${api.origin}${path}`, { headers, maxRetries: 3 });
    return { status: answer.status(), text: await answer.text(), headers: answer.headers() };
  };

  const widening = "?inputs=start&outputs=kept&usage=shown&projection=all";
  const faces = [
    `/s/${token}${widening}`,
    `/s/${token}/embed${widening}`,
    `/s/${token}/badge.svg`,
    `/s/${token}/image`,
  ];
  for (const path of faces) {
    const { status, text, headers } = await get(path);
    expect([path, status, text.includes(CANARY), headers["set-cookie"]]).toEqual([path, 200, false, undefined]);
    expect(headers).toMatchObject({ "cache-control": "no-store", "referrer-policy": "no-referrer" });
  }
  const page = await get(`/s/${token}`);
  expect(page.text).toContain("alert(2)");
  expect(page.text).not.toMatch(/<img|_next|<b>/);
  expect(page.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect((await get(`/s/${token}/embed`)).headers["content-security-policy"]).toContain("frame-ancestors *");

  const cut = token.slice(0, 21);
  const guessed = "A".repeat(22);
  const bad = [cut, guessed, runId, `${token}A`, "%00"].flatMap((one) =>
    ["", "/events", "/embed", "/badge.svg", "/image"].map((face) => `/s/${one}${face}`),
  );
  const withoutPassword = ["/events", "/badge.svg", "/image", "/events?proof=9999999999999.A"].map(
    (face) => `/s/${locked.token}${face}`,
  );
  const answers = await Promise.all([...bad, ...withoutPassword].map((path) => get(path)));
  const same = (await get(`/s/${guessed}`)).text;
  expect(answers.map(({ status, text }) => [status, text === same])).toEqual(answers.map(() => [404, true]));

  const asked = await get(`/s/${locked.token}`);
  expect([asked.status, asked.text.includes("Closed run")]).toEqual([200, false]);
  const send = async (password: string) => {
    const answer = await request.post(`${api.origin}/s/${locked.token}`, { form: { password }, maxRetries: 3 });
    return [answer.status(), (await answer.text()).includes("Closed run")];
  };
  expect([await send("open says me"), await send("open sesame")]).toEqual([
    [403, false],
    [200, true],
  ]);

  const elsewhere = { authorization: `Bearer ${token}`, cookie: `better-auth.session_token=${token}` };
  const trpc = `/api/trpc/run.get?input=${encodeURIComponent(JSON.stringify({ id: runId }))}`;
  expect((await get(trpc, elsewhere)).status).toBe(401);
});
