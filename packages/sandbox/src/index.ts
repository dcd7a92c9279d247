export type { AskAnswer, CodeAnswer, CodeAsk, CodeAskKind, CodeCall, CodeFailure } from "./code/code-call.ts";
export { runCode } from "./code/run-code.ts";
export type {
  CsvOptions,
  DocumentAnswer,
  DocumentCall,
  DocumentFailure,
  DocumentFormat,
} from "./documents/document-call.ts";
export { parseDocument } from "./documents/parse-document.ts";
