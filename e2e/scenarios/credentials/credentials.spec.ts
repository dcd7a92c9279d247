import { z } from "zod";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

test("a credential is added by keyboard, replaced and deleted, and its value is never shown again", async ({
  page,
  expectedNoise,
}) => {
  // What is wrong with the host is said by the server.
  expectedNoise.push(/422 \(Unprocessable/);
  await page.goto("/settings");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Credentials" }).click();
  await expect(page.getByRole("heading", { name: "Credentials", level: 1 })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Add a credential" }).focus();
  await page.keyboard.press("Enter");
  const adding = page.getByRole("dialog", { name: "Add a credential" });
  await adding.getByLabel("Name").fill("tracker");
  await adding.getByLabel("Token", { exact: true }).fill("canary-in-the-browser");
  await adding.getByLabel("Hosts it may go to").fill("not a host/");
  await page.keyboard.press("Enter");
  await expect(adding.getByRole("alert")).toContainText("is not a host");
  await adding.getByLabel("Hosts it may go to").fill("api.example.com");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(adding).toHaveCount(0);

  const list = page.getByRole("list", { name: "Credentials" });
  await expect(list).toContainText("tracker");
  await expect(list).toContainText("never used");
  await page.reload();
  await expect(list).toContainText("api.example.com");
  expect(await page.content()).not.toContain("canary-in-the-browser");
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await expectTidy(page);
  await list.getByRole("button", { name: "Replace tracker" }).click();
  const replacing = page.getByRole("dialog", { name: "Replace tracker" });
  await replacing.getByLabel("Token", { exact: true }).fill("another-canary-value");
  await replacing.getByRole("button", { name: "Save" }).click();
  await expect(replacing).toHaveCount(0);
  await expect(list).toContainText("replaced");

  await list.getByRole("button", { name: "Delete tracker" }).click();
  const deleting = page.getByRole("dialog", { name: "Delete tracker?" });
  await expect(deleting).toContainText("No published workflow uses it.");
  await deleting.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("No credentials yet")).toBeVisible();
});

test("a request is given a credential in the editor, which says when it may not go there", async ({
  page,
  api,
  editor,
}) => {
  const answer = await api.mutate("credential.create", {
    handle: "shop",
    kind: "bearer",
    hosts: ["shop.example.com"],
    value: "a-token-of-the-shop",
  });
  const made = z.object({ result: z.object({ data: z.object({ id: z.uuid() }) }) }).parse(await answer.json());
  const id = await api.createWorkflow({
    schema: "orrery.graph/v1",
    name: "Orders",
    nodes: [
      { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object", properties: {} } } },
      {
        id: "ask",
        type: "http-request",
        position: { x: 300, y: 0 },
        config: { method: "GET", url: "https://elsewhere.example.com/", responseType: "json" },
      },
    ],
    edges: [{ id: "e1", source: "start", sourceHandle: "out", target: "ask", targetHandle: "in" }],
  });
  await editor.open(id);
  await editor.card("ask").click();
  await page.getByRole("combobox", { name: "Credential" }).click();
  await page.getByRole("option", { name: /^shop/ }).click();
  await expect(page.getByText("may only go to shop.example.com").first()).toBeVisible();
  await page.getByRole("combobox", { name: "Credential" }).click();
  await page.getByRole("option", { name: "No credential" }).click();
  await expect(page.getByText("may only go to shop.example.com")).toHaveCount(0);
  await api.mutate("credential.remove", made.result.data);
});
