import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "../../fixtures/test.ts";

/** A changelog that comes with an installed package, as its authors wrote it. */
const CHANGELOG = resolve(import.meta.dirname, "../../../packages/canvas/node_modules/@codemirror/view/CHANGELOG.md");

test("a template, changed on the canvas, runs on a real changelog and shows every node live", async ({
  editor,
  page,
  api,
}) => {
  expect(existsSync(CHANGELOG), "the changelog is installed").toBe(true);
  const versions = readFileSync(CHANGELOG, "utf8")
    .split(/^## /m)
    .slice(1, 6)
    .map((section) => section.split("\n")[0]?.trim());

  const workflowId = await editor.openTemplate("Changelog digest");
  await expect(editor.cards).toHaveCount(5);

  // The edit: a first line for the digest, and a new name for its node.
  await editor.card("digest").click();
  await editor.inspector.getByRole("textbox", { name: "Name", exact: true }).fill("Newsletter");
  await editor.inspector.getByRole("textbox", { name: "Name", exact: true }).press("Enter");
  await expect(editor.card("digest")).toHaveAccessibleName(/^Newsletter, Output/);
  await editor.saved();

  await editor.askToRun();
  await editor.runForm.getByLabel("Changelog: choose a file").setInputFiles(CHANGELOG);
  await expect(editor.runForm.getByText("CHANGELOG.md", { exact: true })).toBeVisible();
  await editor.runForm.getByLabel("How many versions").fill("5");
  const states = await editor.watchStates();
  const runId = await editor.start();

  for (const node of ["start", "sections", "each", "summarise", "digest"]) {
    await editor.expectState(node, "succeeded", 30_000);
  }
  const seen = await states();
  expect(seen.each, "the map was seen at work").toEqual(expect.arrayContaining(["running", "succeeded"]));
  expect(seen.summarise, "the prompt was seen at work").toEqual(expect.arrayContaining(["running", "succeeded"]));
  expect(await api.ending(runId)).toBe("succeeded");

  await editor.card("digest").click();
  await editor.inspector.getByRole("tab", { name: "Output" }).click();
  await expect(editor.inspector.getByRole("tabpanel")).toContainText(versions[0] ?? "no version");
  const output = await api.output(runId);
  expect(output).toMatchObject({ versions: versions.map((version) => ({ version })) });
  for (const card of await editor.cards.all()) await expect(card).toHaveAccessibleName(/Done|of 5/);

  // Each iteration has its own input and output.
  await editor.card("summarise").click();
  await editor.inspector.getByRole("button", { name: /^each\[\d\]\/summarise \d of 5$/ }).click();
  await editor.inspector.getByRole("listitem").filter({ hasText: "each[1]/summarise" }).getByRole("button").click();
  await editor.inspector.getByRole("tab", { name: "Input" }).click();
  await expect(editor.inspector.getByRole("tabpanel")).toContainText(versions[1] ?? "no version");

  expect((await api.draft(workflowId)).graph.nodes.find((node) => node.id === "digest")).toMatchObject({
    label: "Newsletter",
  });
  await page.goto(`/runs/${runId}`);
  await expect(page.getByRole("banner")).toContainText("Done");
  await editor.expectState("digest", "succeeded");
});
