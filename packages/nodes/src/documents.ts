import { type DocumentFormat, parseDocument } from "@orrery/sandbox";
import { chunkText } from "./chunk/chunk-text.ts";

// For knowledge bases: the same reading and cutting that Parse and Chunk do.

const timeoutMs = 30_000;
const longestText = 4_000_000;
const mostPieces = 20_000;

/** The format by the name's ending, or else by the media type; null: plain text. */
function formatOf(name: string, mediaType: string): DocumentFormat | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (ending === "html" || ending === "htm" || mediaType.startsWith("text/html")) return "html";
  if (ending === "pdf" || mediaType.startsWith("application/pdf")) return "pdf";
  if (ending === "docx" || mediaType.includes("wordprocessingml")) return "docx";
  if (ending === "csv" || mediaType.startsWith("text/csv")) return "csv";
  return null;
}

/** Reads a document's words in a worker. Never rejects: what cannot be read is told in words. */
export async function readDocumentText(
  { name, mediaType, bytes }: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
  signal: AbortSignal,
): Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string }> {
  const format = formatOf(name, mediaType);
  if (format === null) return plainText(bytes);
  const answer = await parseDocument({ format, bytes, csv: { header: true, types: false } }, { timeoutMs, signal });
  if (answer === null) return { ok: false, message: "It was stopped." };
  if (!answer.ok) return { ok: false, message: answer.message };
  return bounded(wordsOf(format, JSON.parse(answer.json)));
}

/** As `chunkText`, with the headings above each piece said in it, since it will be found by itself. */
export function cutDocument(
  text: string,
  chunking: {
    readonly by: "paragraphs" | "sentences" | "headings" | "characters";
    readonly size: number;
    readonly overlap: number;
  },
): readonly { readonly text: string; readonly heading: string; readonly again: number }[] {
  const { size } = chunking;
  const chunks = chunkText(text, { ...chunking, overlap: Math.min(chunking.overlap, Math.floor(size / 2)) });
  return chunks.slice(0, mostPieces).map(({ text: words, heading = "", start }, i) => ({
    text: words,
    heading,
    again: Math.max(0, (chunks[i - 1]?.end ?? 0) - start),
  }));
}

function plainText(bytes: Uint8Array) {
  if (bytes.length === 0) return { ok: false as const, message: "The document is empty." };
  const text = new TextDecoder("utf-8").decode(bytes);
  if (text.includes("\0"))
    return { ok: false as const, message: "This is no text, and its name does not say what it is." };
  return bounded(text);
}

function bounded(text: string) {
  if (text.trim() === "") return { ok: false as const, message: "There are no words in it." };
  return text.length > longestText
    ? { ok: false as const, message: `It has more than ${longestText.toLocaleString("en")} characters.` }
    : { ok: true as const, text: text.toWellFormed().replaceAll("\0", "") };
}

interface Read {
  readonly text?: string;
  readonly title?: string;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
}

/** A row of a table reads as its columns' names and values. */
function wordsOf(format: DocumentFormat, { text = "", title = "", rows = [] }: Read): string {
  if (format === "csv") {
    return rows
      .map((row) =>
        Object.entries(row)
          .map(([column, value]) => `${column}: ${String(value)}`)
          .join("\n"),
      )
      .join("\n\n");
  }
  return title === "" ? text : `# ${title}\n\n${text}`;
}
