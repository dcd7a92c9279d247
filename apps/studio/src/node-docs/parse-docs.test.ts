import fc from "fast-check";
import { expect, test } from "vitest";
import { type Block, parseDocs } from "./parse-docs.ts";

const text = (words: string) => ({ kind: "text", text: words });
const code = (words: string) => ({ kind: "code", text: words });

test("every kind of block", () => {
  const page = [
    "# Wait",
    "",
    "Stops for a time,",
    "with `ms`.",
    "",
    "| field | |",
    "| --- | --- |",
    "| **For** `ms` | a \\| b |",
    "- `A`: one",
    "- two",
    "```json",
    '{ "a": "**" }',
    "",
    "# not a heading",
    "```",
  ].join("\n");
  expect(parseDocs(page)).toEqual([
    { kind: "heading", level: 1, spans: [text("Wait")] },
    { kind: "paragraph", spans: [text("Stops for a time, with "), code("ms"), text(".")] },
    {
      kind: "table",
      rows: [
        [[text("field")], []],
        [[{ kind: "strong", text: "For" }, text(" "), code("ms")], [text("a | b")]],
      ],
    },
    { kind: "list", items: [[code("A"), text(": one")], [text("two")]] },
    { kind: "code", text: '{ "a": "**" }\n\n# not a heading' },
  ]);
});

test("any text ends, and no letter of a plain page is lost", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", " ", "\n", "|", "`", "*", "#", "-", "\\") }), (page) => {
      const letters = (from: string) => from.replaceAll(/[^a]/g, "").length;
      const shown = JSON.stringify(parseDocs(page).map(spansOf)).replaceAll(/"kind":"\w+"/g, "");
      const dropped = letters(page) - letters(shown.replaceAll('"text":', ""));
      expect(dropped).toBeGreaterThanOrEqual(0);
      if (!/[|`]/.test(page)) expect(dropped).toBe(0);
    }),
  );
});

function spansOf(block: Block) {
  if (block.kind === "code") return block.text;
  if (block.kind === "list") return block.items.map((item) => item.map((span) => span.text));
  if (block.kind === "table") return block.rows.map((row) => row.map((cell) => cell.map((span) => span.text)));
  return block.spans.map((span) => span.text);
}
