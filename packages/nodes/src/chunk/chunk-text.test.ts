import fc from "fast-check";
import { expect, test } from "vitest";
import { type ChunkSettings, chunkText } from "./chunk-text.ts";

const texts = (text: string, settings: Partial<ChunkSettings>) =>
  chunkText(text, { by: "paragraphs", size: 50, overlap: 0, ...settings }).map((chunk) => chunk.text);

test("paragraphs stay whole and share a piece while they fit", () => {
  const [a, b, c] = ["a".repeat(20), "b".repeat(20), "c".repeat(20)];
  expect(texts(`${a}\n\n${b}\n \n\n${c}\n`, {})).toEqual([`${a}\n\n${b}`, c]);
});

test("a paragraph that is too long is cut between sentences, one of those between characters", () => {
  const sentence = "This is a sentence of thirty-five.";
  expect(texts(`${sentence} ${sentence} ${"X".repeat(70)}`, {})).toEqual([
    sentence,
    sentence,
    "X".repeat(50),
    "X".repeat(20),
  ]);
});

test("whole sentences are said again", () => {
  expect(texts("Aaaa one. Bbbb two. Cccc three. Dddd four.", { by: "sentences", size: 22, overlap: 11 })).toEqual([
    "Aaaa one. Bbbb two.",
    "Bbbb two. Cccc three.",
    "Dddd four.",
  ]);
});

test("characters overlap exactly", () => {
  expect(chunkText("abcdefghij", { by: "characters", size: 4, overlap: 2 })).toEqual([
    { text: "abcd", start: 0, end: 4 },
    { text: "cdef", start: 2, end: 6 },
    { text: "efgh", start: 4, end: 8 },
    { text: "ghij", start: 6, end: 10 },
  ]);
});

test("sections know the headings above them, and fenced code has none", () => {
  const text = "Intro\n\n# Guide #\nHello\n## Install C#\n```sh\n# no heading\n```\n# End\nBye";
  const chunks = chunkText(text, { by: "headings", size: 200, overlap: 50 });
  expect(chunks.map(({ text: words, heading }) => [heading, words])).toEqual([
    ["", "Intro"],
    ["Guide", "# Guide #\nHello"],
    ["Guide › Install C#", "## Install C#\n```sh\n# no heading\n```"],
    ["End", "# End\nBye"],
  ]);
});

test("no piece is too long, none lies, and no word is lost", () => {
  const word = fc.oneof(
    fc.constantFrom("alpha", "😀😀", "end. Next", "\n\n", "# Title\n", "```\n", " ", "\n"),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 40 }).map((words) => words.join(" ")),
      fc.constantFrom("paragraphs", "sentences", "headings", "characters"),
      fc.integer({ min: 4, max: 60 }),
      fc.integer({ min: 0, max: 30 }),
      (text, by, size, overlap) => {
        const chunks = chunkText(text, { by, size, overlap: Math.min(overlap, Math.floor(size / 2)) });
        const covered = new Set<number>();
        let last = -1;
        for (const chunk of chunks) {
          expect(chunk.text.length).toBeLessThanOrEqual(size);
          expect(text.slice(chunk.start, chunk.end)).toBe(chunk.text);
          expect(chunk.end).toBeGreaterThan(last);
          last = chunk.end;
          for (let at = chunk.start; at < chunk.end; at += 1) covered.add(at);
          if (text.isWellFormed()) expect(chunk.text.isWellFormed()).toBe(true);
        }
        const lost = Array.from(text.split("").entries()).filter(
          ([at, unit]) => unit.trim() !== "" && !covered.has(at),
        );
        expect(lost).toEqual([]);
      },
    ),
  );
});
