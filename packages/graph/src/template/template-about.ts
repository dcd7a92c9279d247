import { z } from "zod";
import { checkJson } from "../check-json.ts";
import type { Json } from "../json.ts";

/** What a person has to have for a template to run; `offline`: nothing, all of it runs without a key and without a network. */
export const templateNeeds = ["offline", "model-key", "web", "credential"] as const;
export type TemplateNeed = (typeof templateNeeds)[number];

/** What is said about a template beside its graph. */
export interface TemplateAbout {
  readonly title: string;
  /** One sentence: what it does with what. */
  readonly description: string;
  /** What one learns by looking at it. */
  readonly shows: string;
  readonly needs: readonly TemplateNeed[];
  /** What people do with it, such as "Support". */
  readonly task: string;
  /** Short words for its shape, such as "Approval" or "For each". */
  readonly patterns: readonly string[];
  /** About how long a run of the sample takes, such as "about 3 s"; empty where nobody knows. */
  readonly duration: string;
  /** Who is asked over the network, beside models. */
  readonly hosts: readonly string[];
  /** Who made it. */
  readonly by: string;
  /** What its entry is given in the first run. */
  readonly sampleInput: Json;
}

/** Of a sample input as JSON text, bytes. */
export const sampleInputBytes = 64 * 1024;

function words(most: number) {
  return z
    .string()
    .max(most)
    .refine((text) => !text.includes("\0") && text.isWellFormed(), "A text may hold neither NUL nor half a character.");
}

const sample = z
  .custom<Json>((value) => checkJson(value).length === 0, { error: "expected plain JSON" })
  .refine(
    (value) => JSON.stringify(value).length <= sampleInputBytes,
    `A sample input has at most ${sampleInputBytes} bytes.`,
  )
  .meta({});

export const templateAboutSchema: z.ZodType<TemplateAbout> = z.strictObject({
  title: words(120).min(1),
  description: words(500).default(""),
  shows: words(2_000).default(""),
  needs: z.array(z.enum(templateNeeds)).max(templateNeeds.length).default([]),
  task: words(40).default(""),
  patterns: z.array(words(40).min(1)).max(8).default([]),
  duration: words(60).default(""),
  hosts: z.array(words(300).min(1)).max(50).default([]),
  by: words(120).default(""),
  sampleInput: sample.default({}),
});
