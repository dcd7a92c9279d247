import { DocumentProblem } from "./document-problem.ts";

/** The text of a document in UTF-8, or in UTF-16 where a byte order mark says so. @throws DocumentProblem where it is none. */
export function textOfBytes(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new DocumentProblem("DOCUMENT_BINARY", "This is no text: its bytes are not UTF-8.");
  }
  if (text.includes("\u0000")) throw new DocumentProblem("DOCUMENT_BINARY", "This is no text: it contains zero bytes.");
  if (text.trim() === "") throw new DocumentProblem("DOCUMENT_EMPTY", "The document is empty.");
  return text;
}
