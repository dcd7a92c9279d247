import { z } from "zod";
import { checkJson } from "../check-json.ts";
import { edgeSchema, nodeSchema } from "../graph-schema.ts";
import { plainName } from "../plain-name.ts";
import { readJson } from "../read-json.ts";
import { type GraphSketch, sketchGraph } from "./sketch-graph.ts";
import { type TemplateAbout, templateAboutSchema } from "./template-about.ts";

/** One template of a gallery's index, and where its graph stands. */
export interface GalleryEntry {
  /** Of its own within the index. */
  readonly id: string;
  /** Where its graph file stands, as seen from the index: `triage.graph.json`, or a whole address. */
  readonly file: string;
  /** SHA-256 of the bytes of that file, in hexadecimal digits. A file with another one is not used. */
  readonly sha256: string;
  readonly about: TemplateAbout;
  /** Enough of the graph to draw it small. */
  readonly drawing?: GraphSketch;
}

/** A team's own gallery: one JSON file at an address, `orrery.gallery/v1`. */
export interface GalleryIndex {
  readonly schema: "orrery.gallery/v1";
  readonly title: string;
  readonly description?: string;
  readonly templates: readonly GalleryEntry[];
}

export const galleryLimits = { bytes: 2 * 1024 * 1024, templates: 500, drawnNodes: 200 } as const;

const drawing = z.strictObject({
  nodes: z.array(nodeSchema).max(galleryLimits.drawnNodes),
  edges: z.array(edgeSchema).max(4 * galleryLimits.drawnNodes),
});

const entry: z.ZodType<GalleryEntry> = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  file: z.string().min(1).max(1_000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  about: templateAboutSchema,
  drawing: drawing.exactOptional(),
});

export const galleryIndexSchema: z.ZodType<GalleryIndex> = z.strictObject({
  schema: z.literal("orrery.gallery/v1"),
  title: z.string().min(1).max(120),
  description: z.string().max(1_000).exactOptional(),
  templates: z
    .array(entry)
    .max(galleryLimits.templates)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "Two templates have the same id."),
});

export type ParseGalleryResult =
  | { readonly ok: true; readonly index: GalleryIndex }
  /** What is wrong with it, in words. */
  | { readonly ok: false; readonly problem: string };

/** Reads the text of an index from the outside. Never throws. */
export function parseGalleryIndex(text: string): ParseGalleryResult {
  if (text.length > galleryLimits.bytes) return { ok: false, problem: "It is larger than an index may be." };
  const read = readJson(text);
  if (!read.ok) return { ok: false, problem: read.diagnostic.message };
  const [broken] = checkJson(read.value);
  if (broken) return { ok: false, problem: broken.message };
  const parsed = galleryIndexSchema.safeParse(read.value);
  if (parsed.success) return plainIndex(parsed.data);
  const [issue] = parsed.error.issues;
  return { ok: false, problem: issue ? `${issue.path.join(".") || "The file"}: ${issue.message}` : "It is no index." };
}

/** With names that read as they are kept, and of each drawing no more than is drawn. */
function plainIndex(index: GalleryIndex): ParseGalleryResult {
  const templates = index.templates.map(({ drawing: drawn, about, ...entry }): GalleryEntry => {
    const { title, task, patterns, by } = about;
    const named = {
      title: plainName(title),
      task: plainName(task),
      patterns: patterns.map(plainName),
      by: plainName(by),
    };
    return { ...entry, about: { ...about, ...named }, ...(drawn !== undefined && { drawing: sketchGraph(drawn) }) };
  });
  const title = plainName(index.title);
  const texts = [index.title, index.description ?? "", ...templates.flatMap(({ drawing }) => typesIn(drawing))];
  if (texts.some((text) => text.includes("\0") || !text.isWellFormed())) {
    return { ok: false, problem: "A text in it holds NUL or half a character." };
  }
  if (title === "" || templates.some(({ about }) => about.title === "")) {
    return { ok: false, problem: "It, or a template in it, has no title that can be read." };
  }
  return { ok: true, index: { ...index, title, templates } };
}

function typesIn({ nodes, edges }: GraphSketch = { nodes: [], edges: [] }): readonly string[] {
  return [...nodes.map(({ type }) => type), ...edges.map(({ id }) => id)];
}
