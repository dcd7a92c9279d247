/** How the documents of a knowledge base are cut into pieces. */
export interface Chunking {
  readonly by: "paragraphs" | "sentences" | "headings" | "characters";
  /** Most characters of a piece. */
  readonly size: number;
  /** At most half of `size`. */
  readonly overlap: number;
}

export const defaultChunking: Chunking = { by: "headings", size: 1_200, overlap: 150 };

export interface Piece {
  readonly text: string;
  /** The headings above it; empty where there are none. */
  readonly heading: string;
  /** How many UTF-16 units at its beginning the piece before has, too. */
  readonly again: number;
}

/** Reads and cuts documents that nobody trusts, in bounded time and memory. */
export interface DocumentReader {
  /** By its name and media type: text, Markdown, HTML, CSV, PDF or DOCX. What cannot be read is told in words. */
  read(
    document: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array },
    signal: AbortSignal,
  ): Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string }>;
  cut(text: string, chunking: Chunking): readonly Piece[];
  /** Gets what an address has. Rejects in words for people. */
  fetch(url: string, signal: AbortSignal): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array }>;
}
