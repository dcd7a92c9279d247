import { expect, test } from "../../fixtures/test.ts";

const NODE = { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object" } } };
const graph = (more: object): string =>
  JSON.stringify({ schema: "orrery.graph/v1", name: "Broken", nodes: [], edges: [], ...more });

// The message is what a person reads; the code is what stays.
const BROKEN: readonly (readonly [string, string, RegExp])[] = [
  ["no JSON at all", "{ nodes: [", /ORR_/],
  ["an unknown key", graph({ colour: "red" }), /colour/],
  ["an unknown type", graph({ nodes: [{ ...NODE, id: "robot", type: "teleport" }] }), /teleport/],
  ["two nodes of one name", graph({ nodes: [NODE, NODE] }), /start/],
  [
    "an edge to nowhere",
    graph({
      nodes: [NODE],
      edges: [{ id: "e1", source: "start", sourceHandle: "out", target: "nowhere", targetHandle: "in" }],
    }),
    /nowhere/,
  ],
  [
    "a circle",
    graph({
      nodes: ["one", "two"].map((id) => ({ id, type: "transform", position: { x: 0, y: 0 }, config: { value: 1 } })),
      edges: [
        { id: "e1", source: "one", sourceHandle: "out", target: "two", targetHandle: "in" },
        { id: "e2", source: "two", sourceHandle: "out", target: "one", targetHandle: "in" },
      ],
    }),
    /one.*two|two.*one/s,
  ],
  ["a prototype key", `{"schema":"orrery.graph/v1","name":"x","nodes":[],"edges":[],"__proto__":{"a":1}}`, /__proto__/],
  ["a type of value that does not fit", graph({ nodes: "many" }), /nodes/],
  ["too deep", `${"[".repeat(80)}${"]".repeat(80)}`, /ORR_/],
];

test.describe("a broken file", () => {
  // A refusal is an HTTP status, which the browser writes on the console.
  test.use({ expectedNoise: [/Failed to load resource.*4\d\d/] });

  for (const [what, text, said] of BROKEN) {
    test(`${what}: shown with its place, nothing stored`, async ({ page, api }) => {
      const before = await api.workflows();
      await page.goto("/");
      await page.getByLabel("Workflow file").setInputFiles({
        name: "broken.json",
        mimeType: "application/json",
        buffer: Buffer.from(text),
      });
      const dialog = page.getByRole("dialog", { name: "broken.json was not imported" });
      await expect(dialog).toContainText("Nothing was stored.");
      const problems = dialog.getByRole("list", { name: "Problems" });
      await expect(problems.getByRole("listitem").first()).toContainText(/ORR_[A-Z_]+/);
      await expect(problems).toContainText(said);
      await dialog.getByRole("button", { name: "Close" }).first().click();
      await expect(dialog).toBeHidden();
      expect(await api.workflows()).toEqual(before);
    });
  }
});

test("an exported file comes back as it was", async ({ editor, page, api }) => {
  const id = await editor.openTemplate("Ticket triage");
  await page.getByRole("button", { name: "More about this workflow" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as a file" }).click();
  const file = await (await download).path();

  await page.goto("/");
  await page.getByLabel("Workflow file").setInputFiles(file);
  await page.waitForURL(/\/workflows\/[0-9a-f-]+/);
  await editor.ready();
  const copy = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  expect(copy).not.toBe(id);
  // A file lists its nodes and edges by id.
  const [original, again] = [(await api.draft(id)).graph, (await api.draft(copy)).graph];
  const byId = (one: { id: string }, other: { id: string }): number => (one.id < other.id ? -1 : 1);
  expect(again).toEqual({
    ...original,
    nodes: original.nodes.toSorted(byId),
    edges: original.edges.toSorted(byId),
  });
});
