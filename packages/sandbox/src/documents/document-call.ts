export type DocumentFormat = "json" | "csv" | "xml" | "html" | "pdf" | "docx";

/** What goes into the worker that reads documents. */
export interface DocumentCall {
  readonly format: DocumentFormat;
  readonly bytes: Uint8Array;
  readonly csv?: CsvOptions;
}

export interface CsvOptions {
  /** The first row names the columns. */
  readonly header: boolean;
  /** One character; found out where it is not given. */
  readonly delimiter?: string;
  /** Whether numbers and true and false become such. */
  readonly types: boolean;
}

export type DocumentAnswer =
  | { readonly ok: true; readonly json: string }
  | { readonly ok: false; readonly code: DocumentFailure; readonly message: string };

export type DocumentFailure =
  | "DOCUMENT_EMPTY"
  | "DOCUMENT_BINARY"
  | "DOCUMENT_UNREADABLE"
  | "DOCUMENT_NO_TEXT"
  | "DOCUMENT_TOO_LARGE"
  | "DOCUMENT_TOO_COMPLEX";
