import { anything, defineNode, type JsonObject } from "@orrery/node-kit";
import { z } from "zod";
import { firstLine } from "../first-line.ts";

const exit = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Stands where an imported workflow has something that Orrery has no counterpart for: it keeps what that was, and runs nothing. */
export const placeholderDefinition = defineNode({
  type: "placeholder",
  typeVersion: 1,
  title: "Placeholder",
  description: "Keeps the place and the settings of an imported step that has no counterpart here. It cannot run.",
  category: "note",
  icon: "puzzle",
  keywords: ["import", "n8n", "flowise", "dify", "langflow", "missing", "later"],
  config: z.strictObject({
    from: z.string().max(100).default(""),
    was: z.string().max(300).default(""),
    kept: z
      .custom<JsonObject>((value) => typeof value === "object" && value !== null && !Array.isArray(value), {
        error: "expected an object",
      })
      .meta({ type: "object" })
      .default({}),
    exits: z.array(exit).min(1).max(64).default(["out"]),
  }),
  fields: [
    { path: "from", label: "Comes from", help: "The tool that the workflow was exported from.", control: "text" },
    { path: "was", label: "What it was", help: "Its type there.", control: "text" },
    {
      path: "kept",
      label: "Its settings there",
      help: "For reading while you replace it. Nothing here is carried out.",
      control: "json",
    },
    { path: "exits", label: "Exits", help: "The ways out of it.", control: "json", advanced: true },
  ],
  initial: { from: "", was: "", kept: {}, exits: ["out"] },
  traits: { role: "step", source: "untrusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: ({ exits }) => [...new Set(exits)].map((id) => ({ id, label: id === "out" ? "Next" : id })),
  output: () => anything,
  summary: ({ from, was }) => [
    { text: firstLine(from === "" ? was || "Nothing yet" : `From ${from}: ${was.split(".").at(-1)}`) },
    { text: "Not runnable: replace it" },
  ],
  check: ({ from, was }) => [
    {
      path: "",
      code: "ORR_PLACEHOLDER",
      onlyIfOn: true,
      message: `This only keeps the place of ${was === "" ? "a step" : `“${was}”`}${from === "" ? "" : ` from ${from}`}. Put a step that does its work here, or remove it.`,
    },
  ],
});
