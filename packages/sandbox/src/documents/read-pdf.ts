import { extractText, getDocumentProxy } from "unpdf";
import { DocumentProblem } from "./document-problem.ts";

const mostPages = 2_000;

/** The text of each page. Pictures of text have none: that is said, not guessed. */
export async function readPdf(bytes: Uint8Array): Promise<object> {
  if (!Buffer.from(bytes.subarray(0, 1024)).includes("%PDF-")) {
    throw new DocumentProblem("DOCUMENT_UNREADABLE", "This is no PDF: it does not begin like one.");
  }
  const document = await getDocumentProxy(bytes, {
    useSystemFonts: false,
    stopAtErrors: false,
  });
  if (document.numPages > mostPages) {
    throw new DocumentProblem(
      "DOCUMENT_TOO_LARGE",
      `The PDF has ${document.numPages} pages; at most ${mostPages} are read.`,
    );
  }
  const { text } = await extractText(document, { mergePages: false });
  const pages = text.map((page) => page.trim());
  const all = pages.filter((page) => page !== "").join("\n\n");
  if (all === "") {
    throw new DocumentProblem(
      "DOCUMENT_NO_TEXT",
      "The PDF has no text in it, only pictures. Recognising letters is not done here.",
    );
  }
  return { text: all, pages, count: pages.length };
}
