import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectAccessible } from "../../fixtures/expect-accessible.ts";
import { expectTidy } from "../../fixtures/expect-tidy.ts";
import { expect, test } from "../../fixtures/test.ts";

const root = join(import.meta.dirname, "../../..");

test("a knowledge base is made of files, and says what a question finds in it and why", async ({ page }) => {
  await page.goto("/memory");
  await expect(page.getByRole("heading", { name: "Memory", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "New knowledge base" }).focus();
  await page.keyboard.press("Enter");
  const making = page.getByRole("dialog", { name: "New knowledge base" });
  await making.getByLabel("Name").fill("project-docs");
  await making.getByText("How the text is cut").click();
  await making.getByLabel(/^Try it on a file/).setInputFiles({
    name: "contributing.md",
    mimeType: "text/markdown",
    buffer: readFileSync(join(root, "CONTRIBUTING.md")),
  });
  const pieces = making.getByRole("list", { name: "Pieces" });
  await expect(pieces).toContainText("Recipe: a node type");
  await making.getByLabel("Cut", { exact: true }).click();
  await page.getByRole("option", { name: "Anywhere, by length" }).click();
  await making.getByLabel("Longest piece").fill("500");
  await expect(pieces.locator("mark").first()).toBeVisible();
  await expect(pieces.getByRole("listitem").first()).toContainText(/\b(49\d|500) characters/);
  await expectAccessible(page);
  await making.getByRole("button", { name: "Make it" }).click();

  await expect(page.getByRole("heading", { name: "project-docs", level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page
    .getByLabel(/^Files/)
    .setInputFiles([{ name: "broken.pdf", mimeType: "application/pdf", buffer: Buffer.from("no pdf") }]);
  const documents = page.getByRole("list", { name: "Documents" });
  await expect(documents).toContainText(/contributing\.md\d+ pieces/);
  await expect(documents).toContainText("not read");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Settings", exact: true }).click();
  const settings = page.getByRole("dialog", { name: "Settings of project-docs" });
  await settings.getByText("How the text is cut").click();
  await settings.getByLabel("Cut", { exact: true }).click();
  await page.getByRole("option", { name: "At headings" }).click();
  await settings.getByLabel("Longest piece").fill("1200");
  await expect(settings).toContainText("Edits of pieces are lost");
  await expect(settings.getByRole("list", { name: "Pieces" })).toContainText("Recipe: a node type");
  await settings.getByRole("button", { name: "Save" }).click();
  await expect(settings).toHaveCount(0);
  await page.getByRole("button", { name: "Show the pieces of contributing.md" }).click();
  await expect(page.getByRole("list", { name: "Records" })).toContainText('"heading":"');

  await page.getByRole("tab", { name: "Try a question" }).click();
  await page.getByRole("textbox", { name: "Question" }).fill("What is the recipe for a node type?");
  await page.keyboard.press("Enter");
  const found = page.getByRole("list", { name: "Found" });
  await expect(found).toContainText("pnpm new:node");
  await expect(found).toContainText("by words: ");
  await expect(page.getByText("offline, shared words only, compared exactly")).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await expectTidy(page);
  await page.getByRole("tab", { name: /^Pieces/ }).click();
  await expect(page.getByRole("list", { name: "Records" })).toContainText("contributing.md, piece");
  await expectTidy(page);
  await expectAccessible(page);
});

test("what a run remembers is shown with its run, changed, and forgotten with the person", async ({ page, api }) => {
  const id = await api.createWorkflow({
    schema: "orrery.graph/v1",
    name: "Remembers",
    nodes: [
      {
        id: "start",
        type: "input",
        position: { x: 0, y: 0 },
        config: { schema: { type: "object", properties: {} } },
      },
      {
        id: "note",
        type: "remember",
        position: { x: 260, y: 0 },
        config: { scope: "person", memory: "likes", person: "ada@example.org", text: "Ada likes marigold tea" },
      },
      {
        id: "facts",
        type: "recall",
        position: { x: 520, y: 0 },
        config: { scope: "person", memory: "likes", person: "ada@example.org", query: "what does she like" },
      },
    ],
    edges: [
      { id: "e1", source: "start", sourceHandle: "out", target: "note", targetHandle: "in" },
      { id: "e2", source: "note", sourceHandle: "out", target: "facts", targetHandle: "in" },
    ],
  });
  expect(await api.ending(await api.startRun(id, {}))).toBe("succeeded");
  await page.goto("/memory");
  await page.getByRole("link", { name: /likes.*about ada@example\.org/ }).click();
  const records = page.getByRole("list", { name: "Records" });
  await expect(records).toContainText("Ada likes marigold tea");
  await expect(records).toContainText("written by note");
  await page.getByRole("button", { name: "Read by 1 step" }).click();
  await expect(page.getByRole("list", { name: "Read by" })).toContainText("Remembers");

  await page.getByRole("button", { name: /^Edit Ada likes/ }).click();
  const editing = page.getByRole("dialog", { name: "Edit a record" });
  await editing.getByLabel("Text").fill("Ada likes indigo tea");
  await editing.getByRole("button", { name: "Save" }).click();
  await expect(editing).toHaveCount(0);
  await expect(records).toContainText("Ada likes indigo tea");
  await expect(records).toContainText("trusted");

  await page.getByRole("link", { name: "All of memory" }).click();
  await page.getByRole("button", { name: "Forget a person" }).click();
  const forgetting = page.getByRole("dialog", { name: "Forget a person" });
  await forgetting.getByLabel("Person").fill("ada@example.org");
  await forgetting.getByRole("button", { name: "Forget" }).click();
  await expect(forgetting).toHaveCount(0);
  await expect(page.getByRole("link", { name: /about ada@example\.org/ })).toHaveCount(0);
});
