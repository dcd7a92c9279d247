import { defineNode, list, number, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";

const ways = [
  { value: "paragraphs", label: "Paragraphs" },
  { value: "sentences", label: "Sentences" },
  { value: "headings", label: "Markdown headings" },
  { value: "characters", label: "Characters only" },
] as const;

export const chunkDefinition = defineNode({
  type: "chunk",
  typeVersion: 1,
  title: "Chunk",
  description: "Cuts a long text into overlapping pieces of a size that a model can read.",
  category: "data",
  icon: "file-stack",
  keywords: ["split", "pieces", "overlap", "sentences", "markdown", "headings", "long text", "embedding"],
  config: z.strictObject({
    text: templateText,
    by: z.enum(["paragraphs", "sentences", "headings", "characters"]).default("paragraphs"),
    size: z.int().min(50).max(100_000).default(2_000),
    overlap: z.int().min(0).max(50_000).default(200),
  }),
  fields: [
    {
      path: "text",
      label: "Text",
      placeholder: "{{ parse_1.text }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      expects: text,
      required: true,
    },
    { path: "by", label: "Keep together", control: "choice", choices: [...ways] },
    { path: "size", label: "Most characters in a piece", control: "number" },
    {
      path: "overlap",
      label: "Overlap in characters",
      help: "How much of the end of a piece is said again at the beginning of the next. At most half the size.",
      control: "number",
    },
  ],
  initial: { text: "", by: "paragraphs" as const, size: 2_000, overlap: 200 },
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) => {
    const place = { index: number, text, start: number, end: number };
    return object({
      chunks: list(object(config.by === "headings" ? { ...place, heading: text } : place)),
      count: number,
    });
  },
  summary: ({ text: words, size, overlap }) => [
    { text: firstLine(words), mono: true },
    { text: `${size.toLocaleString("en")} characters, ${overlap.toLocaleString("en")} again` },
  ],
  check: ({ size, overlap }) =>
    overlap * 2 <= size
      ? []
      : [{ path: "overlap", code: "ORR_CHUNK_OVERLAP", message: "The overlap may be half the size at most." }],
});
