import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type GalleryEntry,
  type Graph,
  galleryLimits,
  parseGraph,
  sketchGraph,
  stripForTemplate,
  type TemplateAbout,
  templateAboutSchema,
} from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile, namedHosts, templateNeedsOf } from "@orrery/plan";
import { fileMeans } from "../check/file-means.ts";
import { FileProblem } from "../read-file-word.ts";

const GRAPH = ".graph.json";

export interface TemplateFiles {
  /** By the name of their file; `file` is that name. */
  readonly entries: readonly GalleryEntry[];
  /** Why a file cannot stand in an index, one line each. */
  readonly problems: readonly string[];
  /** What to know of files that can. */
  readonly notes: readonly string[];
}

/**
 * Reads every `<id>.graph.json` of a folder, with `<id>.about.json` beside it where there is one; what that does not say is
 * taken from the graph. `named` is the folder as the person wrote it.
 * @throws FileProblem where the folder cannot be read or holds no such file.
 */
export function readTemplateFiles(
  folder: string,
  named: string,
  env: Readonly<Record<string, string | undefined>>,
): TemplateFiles {
  const files = graphFilesOf(folder, named);
  const entries: GalleryEntry[] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  const taken = new Set<string>();
  for (const file of files) {
    const stem = file.slice(0, -GRAPH.length);
    const id = newId(stem, taken);
    const bytes = readIfAny(join(folder, file));
    if (!(bytes instanceof Buffer)) {
      problems.push(`${file}: It cannot be read.`);
      continue;
    }
    const parsed = parseGraph(bytes.toString("utf8"));
    if (!parsed.ok) {
      problems.push(`${file}: ${parsed.diagnostics[0]?.message ?? "It is no workflow."} See pnpm orrery check.`);
      continue;
    }
    const { graph } = parsed;
    const result = compile(graph, fileMeans([], env, "some"));
    const errors = result.diagnostics.filter(({ severity }) => severity === "error").length;
    if (errors > 0) notes.push(`${file}: ${errors === 1 ? "1 error" : `${errors} errors`} to mend before it runs.`);
    for (const { nodeId, field, why } of stripForTemplate(graph, catalog).stripped) {
      notes.push(`${file}: ${nodeId === null ? field : `${nodeId}.${field}`} holds ${why}: is it for everybody?`);
    }
    const said = readAbout(folder, stem, aboutGraph(stem, graph, result.capabilities));
    if (typeof said === "string") problems.push(said);
    else entries.push({ id, file, sha256: createHash("sha256").update(bytes).digest("hex"), ...said, ...drawn(graph) });
  }
  return { entries, problems, notes };
}

function graphFilesOf(folder: string, named: string): readonly string[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new FileProblem(`${named}: There is no such folder, or it may not be read.`);
  }
  const files = names.filter((name) => name.endsWith(GRAPH) && name !== GRAPH).toSorted();
  if (files.length === 0) throw new FileProblem(`${named}: It holds no file whose name ends in ${GRAPH}.`);
  return files;
}

/** An id of the letters an index takes, of its own: `Über uns` is `uber-uns`, a second one `uber-uns-2`. */
function newId(stem: string, taken: Set<string>): string {
  const plain = stem
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 56);
  const base = plain || "template";
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
  taken.add(id);
  return id;
}

function aboutGraph(
  stem: string,
  graph: Graph,
  capabilities: ReturnType<typeof compile>["capabilities"],
): TemplateAbout {
  return {
    title: (graph.name || stem).slice(0, 120),
    description: (graph.description ?? "").slice(0, 500),
    ...{ shows: "", task: "", patterns: [], duration: "", by: "", sampleInput: {} },
    needs: templateNeedsOf(capabilities, graph, catalog),
    hosts: namedHosts(capabilities).slice(0, 50),
  };
}

/** What is said of a template, or in words why its file of words cannot be used. */
function readAbout(folder: string, stem: string, known: TemplateAbout): { readonly about: TemplateAbout } | string {
  const file = `${stem}.about.json`;
  const bytes = readIfAny(join(folder, file));
  if (bytes === "none") return { about: known };
  if (bytes === "unreadable") return `${file}: It cannot be read.`;
  let said: unknown;
  try {
    said = JSON.parse(bytes.toString("utf8"));
  } catch {
    return `${file}: It is not JSON.`;
  }
  if (typeof said !== "object" || said === null || Array.isArray(said)) {
    return `${file}: It has to be one object, with a title, a description and the like.`;
  }
  const words = Object.fromEntries(Object.entries(said).filter(([name]) => name !== "id"));
  const parsed = templateAboutSchema.safeParse({ ...known, ...words });
  if (parsed.success) return { about: parsed.data };
  const [issue] = parsed.error.issues;
  return `${file}: ${issue ? `${issue.path.join(".") || "it"}: ${issue.message}` : "It cannot be read."}`;
}

/** A drawing as small as it is shown; of a large graph none, the card then says how it is. */
function drawn(graph: Graph): Pick<GalleryEntry, "drawing"> {
  const isSmall = graph.nodes.length <= galleryLimits.drawnNodes && graph.edges.length <= 4 * galleryLimits.drawnNodes;
  return isSmall ? { drawing: sketchGraph(graph) } : {};
}

/** The bytes of a file; or whether there is none, or one that cannot be read. */
function readIfAny(path: string): Buffer | "none" | "unreadable" {
  try {
    return readFileSync(path);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? "none" : "unreadable";
  }
}
