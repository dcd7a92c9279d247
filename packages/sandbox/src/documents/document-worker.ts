import { answerCalls } from "../answer-calls.ts";
import { jsonDepth } from "../json-depth.ts";
import type { DocumentAnswer, DocumentCall } from "./document-call.ts";
import { DocumentProblem } from "./document-problem.ts";
import { textOfBytes } from "./text-of-bytes.ts";

const maxDepth = 60;

/** The libraries are loaded by the first document that needs them. */
async function readDocument({ format, bytes, csv }: DocumentCall): Promise<string> {
  if (bytes.length === 0) throw new DocumentProblem("DOCUMENT_EMPTY", "The document is empty.");
  switch (format) {
    case "json":
      return readJson(textOfBytes(bytes));
    case "csv":
      return JSON.stringify(
        (await import("./read-csv.ts")).readCsv(textOfBytes(bytes), csv ?? { header: true, types: true }),
      );
    case "xml":
      return JSON.stringify((await import("./read-xml.ts")).readXml(textOfBytes(bytes)));
    case "html":
      return JSON.stringify((await import("./read-html.ts")).readHtml(textOfBytes(bytes)));
    case "pdf":
      return JSON.stringify(await (await import("./read-pdf.ts")).readPdf(bytes));
    case "docx":
      return JSON.stringify(await (await import("./read-docx.ts")).readDocx(bytes));
  }
}

function readJson(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new DocumentProblem("DOCUMENT_UNREADABLE", `This is no JSON: ${wordsOf(error)}`);
  }
  return text.replace(/^\uFEFF/, "");
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]?.slice(0, 200) ?? "";
}

async function answer(call: DocumentCall): Promise<DocumentAnswer> {
  try {
    const json = await readDocument(call);
    if (jsonDepth(json) > maxDepth) {
      throw new DocumentProblem("DOCUMENT_TOO_COMPLEX", `The document is nested deeper than ${maxDepth} levels.`);
    }
    return { ok: true, json };
  } catch (error) {
    if (error instanceof DocumentProblem) return { ok: false, code: error.code, message: error.message };
    if (error instanceof RangeError) {
      return { ok: false, code: "DOCUMENT_TOO_COMPLEX", message: "The document is nested too deeply to be read." };
    }
    const name = call.format.toUpperCase();
    return { ok: false, code: "DOCUMENT_UNREADABLE", message: `The ${name} cannot be read: ${wordsOf(error)}` };
  }
}

// What hostile documents leave behind in a library's memory goes with the worker.
answerCalls(async (message) => {
  const body = await answer(documentCall(message));
  return { body, spent: !body.ok };
});

/** Only `parseDocument` posts here, and a `DocumentCall` at that. */
function documentCall(message: unknown): DocumentCall {
  return message as DocumentCall;
}
