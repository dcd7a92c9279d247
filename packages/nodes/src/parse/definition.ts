import {
  anything,
  boolean,
  defineNode,
  type ExprType,
  list,
  nothing,
  number,
  object,
  openObject,
  text,
  unionOf,
} from "@orrery/node-kit";
import { z } from "zod";
import { templateText } from "../config-shapes.ts";
import { fileType } from "../file-type.ts";
import { firstLine } from "../first-line.ts";

const formats = [
  { value: "json", label: "JSON" },
  { value: "csv", label: "CSV" },
  { value: "xml", label: "XML" },
  { value: "html", label: "HTML" },
  { value: "pdf", label: "PDF" },
  { value: "docx", label: "Word (DOCX)" },
] as const;

type Format = (typeof formats)[number]["value"];

/** Formats that are bytes, so that text cannot hold them. */
const ofBytes: ReadonlySet<Format> = new Set(["pdf", "docx"]);

const cell = unionOf(text, number, boolean, nothing);

export const parseDefinition = defineNode({
  type: "parse",
  typeVersion: 1,
  title: "Parse",
  description: "Reads a document: JSON, CSV, XML, the words of a web page, a PDF or a Word file.",
  category: "data",
  icon: "file-search",
  keywords: ["json", "csv", "xml", "html", "pdf", "docx", "word", "read", "document", "table", "extract text"],
  config: z.strictObject({
    format: z.enum(["json", "csv", "xml", "html", "pdf", "docx"]).default("json"),
    document: templateText,
    encoding: z.enum(["text", "base64", "file"]).default("text"),
    header: z.boolean().default(true),
    types: z.boolean().default(true),
    delimiter: z.string().length(1).exactOptional(),
  }),
  fields: [
    { path: "format", label: "Format", control: "choice", choices: [...formats] },
    {
      path: "document",
      label: "Document",
      help: "Its text, its bytes as base64, or a file that another step gave.",
      placeholder: "{{ http_request_1.body }}",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      expects: unionOf(text, fileType),
      required: true,
    },
    {
      path: "encoding",
      label: "Given as",
      control: "choice",
      choices: [
        { value: "text", label: "Text" },
        { value: "base64", label: "Bytes (base64)" },
        { value: "file", label: "A file of the workspace" },
      ],
    },
    { path: "header", label: "CSV: the first row names the columns", control: "switch" },
    { path: "types", label: "CSV: read numbers, true and false as such", control: "switch" },
    {
      path: "delimiter",
      label: "CSV: delimiter",
      help: "Found out where it is left empty.",
      control: "text",
      advanced: true,
    },
  ],
  initial: { format: "json" as const, document: "", encoding: "text" as const, header: true, types: true },
  traits: { role: "step", source: "untrusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) => outputType(config),
  capabilities: ({ encoding }) => (encoding === "file" ? { namespaces: ["files"] } : {}),
  summary: ({ format, document }) => [
    { text: formats.find(({ value }) => value === format)?.label ?? format },
    { text: firstLine(document), mono: true },
  ],
  check: ({ format, encoding, delimiter }) => [
    ...(ofBytes.has(format) && encoding === "text"
      ? [
          {
            path: "encoding",
            code: "ORR_PARSE_BYTES",
            message:
              "A PDF or Word file is bytes. Give it as a file that an HTTP request has saved, or as base64: a request reads its answer as bytes when told to.",
          },
        ]
      : []),
    ...(delimiter === '"' || delimiter === "\n" || delimiter === "\r"
      ? [{ path: "delimiter", code: "ORR_PARSE_DELIMITER", message: "A quote or a line break cannot divide cells." }]
      : []),
  ],
});

function outputType(config: { readonly format: Format; readonly header: boolean; readonly types: boolean }): ExprType {
  switch (config.format) {
    case "json":
      return anything;
    case "csv":
      return object({
        rows: list(config.header ? openObject : list(config.types ? cell : text)),
        columns: list(text),
        count: number,
        uneven: number,
        delimiter: text,
      });
    case "xml":
      return object({ root: openObject });
    case "html":
      return object({ text, title: text });
    case "pdf":
      return object({ text, pages: list(text), count: number });
    case "docx":
      return object({ text });
  }
}
