import { installation } from "../../fixtures/installation.ts";
import { expect, test } from "../../fixtures/test.ts";

test.use({ storageState: { cookies: [], origins: [] } });

test("the sign-in takes JSON from our own pages only, and nothing else of accounts is open", async ({ context }) => {
  const { url, executorUrl } = await installation();
  const data = { email: "owner@example.org", password: "not the right one" };
  const post = (path: string, headers: Record<string, string>, body: unknown = data) =>
    context.request.post(`${url}/api/auth/${path}`, { data: JSON.stringify(body), headers });
  const json = { "content-type": "application/json" };
  const statuses = {
    foreign: (await post("sign-in/email", { ...json, origin: "https://evil.example" })).status(),
    otherPort: (await post("sign-in/email", { ...json, origin: executorUrl })).status(),
    noOrigin: (await post("sign-in/email", json)).status(),
    form: (await post("sign-in/email", { "content-type": "application/x-www-form-urlencoded", origin: url })).status(),
    text: (await post("sign-in/email", { "content-type": "text/plain", origin: url })).status(),
    signUp: (await post("sign-up/email", { ...json, origin: url })).status(),
    link: (await post("sign-in/magic-link", { ...json, origin: url })).status(),
    reset: (await post("request-password-reset", { ...json, origin: url })).status(),
    change: (await post("change-email", { ...json, origin: url })).status(),
    signOut: (await post("sign-out", { ...json, origin: "https://evil.example" }, {})).status(),
  };
  expect(statuses).toEqual({
    ...{ foreign: 403, otherPort: 403, noOrigin: 403, form: 415, text: 415 },
    ...{ signUp: 404, link: 404, reset: 404, change: 404, signOut: 403 },
  });
});

test("links that were guessed are all the same 404", async ({ page, expectedNoise }) => {
  expectedNoise.push(/404/);
  for (const path of ["/join", "/join?token=", `/join?token=${"A".repeat(43)}`, "/join?token=a&token=b"]) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "This invitation is not good" })).toBeVisible();
  }
  for (const path of ["/password", `/password?token=${"A".repeat(43)}`]) {
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "This link is not good" })).toBeVisible();
  }
});

test("what follows a sign-in is an invitation of ours, or home: never an address that somebody made up", async ({
  page,
}) => {
  for (const join of ["https://evil.example", "//evil.example", `${"A".repeat(42)}/`]) {
    await page.goto(`/sign-in?join=${encodeURIComponent(join)}`);
    await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
    expect(await page.content()).not.toContain("/join?token=");
  }
});
