import { expect, test } from "../../fixtures/test.ts";

const UNKNOWN = "01a209f8-0000-7000-8000-000000000000";

test.describe("every page", () => {
  for (const path of ["/", "/templates", "/templates/order-saga", "/runs", "/docs/nodes/prompt"]) {
    test(`${path} has a strict policy, and loads nothing from elsewhere`, async ({ page }) => {
      const elsewhere: string[] = [];
      page.on("request", (request) => {
        const { protocol, origin } = new URL(request.url());
        if (/^https?:$/.test(protocol) && origin !== new URL(page.url()).origin && page.url() !== "about:blank") {
          elsewhere.push(request.url());
        }
      });
      const response = await page.goto(path);
      expect(response?.status()).toBe(200);
      const policy = response?.headers()["content-security-policy"] ?? "";
      expect(policy).toContain("default-src 'self'");
      expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
      expect(policy).not.toContain("unsafe-eval");
      expect(response?.headers()).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(elsewhere).toEqual([]);
    });
  }

  test("a script that is written into the page does not run", async ({ editor, page, api }) => {
    const id = await api.createWorkflow({
      schema: "orrery.graph/v1",
      name: "<img src=x onerror=document.title='owned'>",
      nodes: [
        {
          id: "note_1",
          type: "note",
          position: { x: 0, y: 0 },
          config: { text: "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>" },
        },
      ],
      edges: [],
    });
    await editor.open(id);
    await expect(editor.card("note_1")).toContainText("<script>");
    await page.goto("/");
    await expect(page.getByText("<img src=x").first()).toBeVisible();
    expect(await page.title()).not.toBe("owned");
  });
});

test.describe("addresses that lead nowhere", () => {
  test.use({ expectedNoise: [/Failed to load resource.*404/] });

  for (const path of [`/runs/${UNKNOWN}`, `/workflows/${UNKNOWN}`, "/nowhere", "/runs/not-an-id", "/templates/none"]) {
    test(`${path} is a 404 that leads on`, async ({ page }) => {
      const response = await page.goto(path);
      expect(response?.status()).toBe(404);
      await expect(page.getByText("There is nothing at this address")).toBeVisible();
      await page.getByRole("link", { name: "Go to your workflows" }).click();
      await expect(page).toHaveURL("/");
    });
  }
});
