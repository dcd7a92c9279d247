import {
  anything,
  boolean,
  defineNode,
  type ExprType,
  fileNameProblem,
  list,
  object,
  text,
  unionOf,
} from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, templateText } from "../config-shapes.ts";
import { fileType } from "../file-type.ts";
import { firstLine } from "../first-line.ts";

const actions = [
  { value: "write", label: "Write" },
  { value: "read", label: "Read" },
  { value: "list", label: "List" },
  { value: "delete", label: "Delete" },
] as const;

const forms = [
  { value: "text", label: "Text" },
  { value: "json", label: "JSON" },
  { value: "base64", label: "Bytes (base64)" },
] as const;

export const fileDefinition = defineNode({
  type: "file",
  typeVersion: 1,
  title: "File",
  description: "Writes, reads, lists or deletes files of the workspace.",
  category: "data",
  icon: "file",
  keywords: ["save", "store", "write", "read", "delete", "document", "storage", "folder", "list"],
  config: z.strictObject({
    action: z.enum(["write", "read", "list", "delete"]).default("write"),
    name: templateText.exactOptional(),
    as: z.enum(["text", "json", "base64"]).default("text"),
    content: anyJson.exactOptional(),
    mediaType: templateText.exactOptional(),
  }),
  fields: [
    { path: "action", label: "Action", control: "choice", choices: [...actions] },
    {
      path: "name",
      label: "Name",
      help: "Such as reports/november.csv. To read, it may be a file that another step gave; to list, what the names begin with.",
      placeholder: "reports/{{ start.month }}.csv",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: unionOf(text, fileType),
    },
    { path: "as", label: "Content is", control: "choice", choices: [...forms] },
    {
      path: "content",
      label: "Content",
      help: "What is written.",
      control: "json",
      expression: true,
      expressionKind: "json",
    },
    {
      path: "mediaType",
      label: "Media type",
      help: "Such as text/csv. Left empty it follows from the content.",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: text,
      advanced: true,
    },
  ],
  initial: { action: "write", name: "", as: "text", content: "" },
  traits: { role: "step", source: "untrusted", sink: "internal-write" },
  effect: () => "repeatable",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) => outputType(config),
  capabilities: ({ action }) => ({
    namespaces: action === "write" || action === "delete" ? ["files", "files:write"] : ["files"],
  }),
  summary: ({ action, name }) => [
    { text: actions.find(({ value }) => value === action)?.label ?? action },
    { text: firstLine(name ?? ""), mono: true },
  ],
  check: ({ action, name, as, content }) => {
    const isKnown = action !== "list" && !(name ?? "").includes("{{");
    const problem = isKnown ? fileNameProblem(name ?? "") : null;
    return [
      ...(problem === null ? [] : [{ path: "name", code: "ORR_FILE_NAME", message: problem }]),
      ...(action === "write" && as !== "json" && (content === undefined || typeof content !== "string")
        ? [
            {
              path: "content",
              code: "ORR_FILE_CONTENT",
              message: "Only JSON can be other than text. Choose JSON, or write text.",
            },
          ]
        : []),
    ];
  },
});

function outputType({ action, as }: { readonly action: string; readonly as: string }): ExprType {
  switch (action) {
    case "read":
      return object({ file: fileType, content: as === "json" ? anything : text });
    case "list":
      return object({ files: list(fileType), more: boolean });
    case "delete":
      return object({ deleted: boolean });
    default:
      return object({ file: fileType });
  }
}
