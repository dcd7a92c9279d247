import fc from "fast-check";
import { expect, test } from "vitest";
import { parseNote } from "./parse-note.ts";

test("a note reads as its author marked it", () => {
  expect(
    parseNote(
      [
        "# Before you change this",
        "Ask **Ada**, then _run_ `pnpm test`.",
        "See [the page](https://example.org/a?b=1) or https://example.org.",
        "",
        "- [x] told Ada",
        "- [ ] ran it",
        "1. first",
        "> as she said",
        "---",
        "```",
        "**not** strong",
        "```",
      ].join("\n"),
    ),
  ).toEqual([
    { kind: "heading", level: 1, inline: [{ kind: "text", text: "Before you change this" }] },
    {
      kind: "paragraph",
      lines: [
        [
          { kind: "text", text: "Ask " },
          { kind: "strong", text: "Ada" },
          { kind: "text", text: ", then " },
          { kind: "emphasis", text: "run" },
          { kind: "text", text: " " },
          { kind: "code", text: "pnpm test" },
          { kind: "text", text: "." },
        ],
        [
          { kind: "text", text: "See " },
          { kind: "link", text: "the page", href: "https://example.org/a?b=1" },
          { kind: "text", text: " or " },
          { kind: "link", text: "https://example.org.", href: "https://example.org." },
        ],
      ],
    },
    {
      kind: "list",
      ordered: false,
      items: [
        { inline: [{ kind: "text", text: "told Ada" }], done: true },
        { inline: [{ kind: "text", text: "ran it" }], done: false },
      ],
    },
    { kind: "list", ordered: true, items: [{ inline: [{ kind: "text", text: "first" }], done: null }] },
    { kind: "quote", lines: [[{ kind: "text", text: "as she said" }]] },
    { kind: "rule" },
    { kind: "code", text: "**not** strong" },
  ]);
});

test("what could be carried out or fetched stays text", () => {
  for (const text of [
    "[here](javascript:alert(1))",
    "[here](data:text/html,hello)",
    "<img src=x onerror=alert(1)>",
    "![a picture](/etc/passwd)",
  ]) {
    expect(parseNote(text)).toEqual([{ kind: "paragraph", lines: [[{ kind: "text", text }]] }]);
  }
});

test("no words are lost, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."ab*_~[]()#>-1.x \n") }), (text) => {
      const letters = (of: string) => of.replace(/[^ab]/g, "");
      expect(letters(JSON.stringify(parseNote(text).map(wordsOf)))).toBe(letters(text));
    }),
  );
});

function wordsOf(block: ReturnType<typeof parseNote>[number]): readonly string[] {
  switch (block.kind) {
    case "heading":
      return block.inline.map(({ text }) => text);
    case "list":
      return block.items.flatMap(({ inline }) => inline.map(({ text }) => text));
    case "code":
      return [block.text];
    case "rule":
      return [];
    default:
      return block.lines.flatMap((line) => line.map(({ text }) => text));
  }
}
