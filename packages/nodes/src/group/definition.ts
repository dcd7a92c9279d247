import { absent, defineNode } from "@orrery/node-kit";
import { z } from "zod";

const COLOURS = [
  { value: "grey", label: "Grey" },
  { value: "blue", label: "Blue" },
  { value: "green", label: "Green" },
  { value: "amber", label: "Amber" },
  { value: "red", label: "Red" },
  { value: "violet", label: "Violet" },
] as const;

export const groupDefinition = defineNode({
  type: "group",
  typeVersion: 1,
  title: "Group",
  description: "A coloured frame with a title around steps that belong together. It does nothing in a run.",
  category: "note",
  icon: "group",
  keywords: ["frame", "section", "area", "colour", "title", "collect"],
  config: z.strictObject({
    title: z.string().max(200).default(""),
    colour: z.enum(["grey", "blue", "green", "amber", "red", "violet"]).default("grey"),
  }),
  fields: [
    { path: "title", label: "Title", control: "text", placeholder: "What these steps do" },
    { path: "colour", label: "Colour", control: "choice", choices: COLOURS },
  ],
  initial: { title: "", colour: "grey" },
  traits: { role: "note", frame: true, rootOnly: true, source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [],
  outputs: () => [],
  output: () => absent,
  summary: ({ title }) => [{ text: title }],
});
