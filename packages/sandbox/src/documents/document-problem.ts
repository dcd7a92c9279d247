import type { DocumentFailure } from "./document-call.ts";

/** Why a document is refused, in words for whoever gave it. */
export class DocumentProblem extends Error {
  readonly code: DocumentFailure;
  constructor(code: DocumentFailure, message: string) {
    super(message);
    this.name = "DocumentProblem";
    this.code = code;
  }
}
