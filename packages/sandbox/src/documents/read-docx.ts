import mammoth from "mammoth";
import { DocumentProblem } from "./document-problem.ts";

/** The words of a Word document, a blank line between paragraphs. Files that it names are not followed. */
export async function readDocx(bytes: Uint8Array): Promise<object> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    throw new DocumentProblem("DOCUMENT_UNREADABLE", "This is no DOCX: it does not begin like one.");
  }
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
  const text = value.trim();
  if (text === "") throw new DocumentProblem("DOCUMENT_EMPTY", "The document has no text in it.");
  return { text };
}
