import { writeFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { type GalleryIndex, parseGalleryIndex } from "@orrery/graph";
import { FileProblem } from "../read-file-word.ts";
import { readTemplateFiles } from "./read-template-files.ts";

const usage = "Usage: pnpm orrery gallery index FOLDER [--title TEXT] [--description TEXT] [--out FILE|-]";

/**
 * `orrery gallery index FOLDER`: writes the index by which others add the graph files of a folder as a gallery, into the
 * folder as `gallery.json` where nothing else is said. @returns 0; 1 where a file cannot stand in an index, and nothing is
 * written then; 2 for wrong usage.
 */
export async function galleryVerb(words: readonly string[]): Promise<number> {
  const asked = readWords(words);
  if (asked === null) {
    console.error(usage);
    return 2;
  }
  const cwd = process.env.INIT_CWD || process.cwd();
  const folder = resolve(cwd, asked.folder);
  const out = asked.out === "-" ? null : resolve(cwd, asked.out ?? resolve(folder, "gallery.json"));
  try {
    const { entries, problems, notes } = readTemplateFiles(folder, asked.folder, process.env);
    for (const line of [...notes, ...problems]) console.error(line);
    if (problems.length > 0) return 1;
    const from = out === null ? folder : dirname(out);
    const index: GalleryIndex = {
      schema: "orrery.gallery/v1",
      title: asked.title ?? "Our templates",
      ...(asked.description !== null && { description: asked.description }),
      templates: entries.map((entry) => ({ ...entry, file: addressOf(relative(from, resolve(folder, entry.file))) })),
    };
    const text = `${JSON.stringify(index, null, 2)}\n`;
    // Held against what a studio takes: an index that nobody can add is told here, where it can be mended.
    const read = parseGalleryIndex(text);
    if (!read.ok) {
      console.error(`No index was made. ${read.problem}`);
      return 1;
    }
    if (out === null) process.stdout.write(text);
    else {
      writeIndex(out, text);
      console.log(`Written to ${out}: ${entries.length === 1 ? "1 template" : `${entries.length} templates`}`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    console.error(error.message);
    return 2;
  }
}

interface Asked {
  readonly folder: string;
  readonly title: string | null;
  readonly description: string | null;
  /** Null: into the folder. */
  readonly out: string | null;
}

function readWords(words: readonly string[]): Asked | null {
  try {
    const text = { type: "string" } as const;
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { title: text, description: text, out: text },
    });
    const [what, folder, ...rest] = positionals;
    if (what !== "index" || !folder || rest.length > 0 || values.title === "" || values.out === "") return null;
    return { folder, title: values.title ?? null, description: values.description ?? null, out: values.out ?? null };
  } catch {
    return null;
  }
}

function writeIndex(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new FileProblem(`${file}: It cannot be written (${error instanceof Error ? error.message : error}).`);
  }
}

/** A name of a file as part of an address: `über uns.graph.json` is found under `%C3%BCber%20uns.graph.json`. */
function addressOf(file: string): string {
  return file.split(sep).map(encodeURIComponent).join("/");
}
