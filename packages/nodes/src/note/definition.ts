import { absent, defineNode } from "@orrery/node-kit";
import { z } from "zod";
import { firstLine } from "../first-line.ts";

export const noteDefinition = defineNode({
  type: "note",
  typeVersion: 1,
  title: "Note",
  description: "A remark on the drawing. It does nothing in a run.",
  category: "note",
  icon: "sticky-note",
  keywords: ["comment", "sticky", "remark", "text", "documentation"],
  config: z.strictObject({ text: z.string().max(100_000).default("") }),
  fields: [{ path: "text", label: "Text", control: "markdown" }],
  initial: { text: "" },
  traits: { role: "note", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [],
  outputs: () => [],
  output: () => absent,
  summary: ({ text }) => [{ text: firstLine(text) }],
});
