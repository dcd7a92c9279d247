import {
  anything,
  boolean,
  defineNode,
  list,
  number,
  object,
  openObject,
  text,
  typeFromJsonSchema,
} from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, credentialName, jsonSchema, keyValues, templateText } from "../config-shapes.ts";
import { fileType } from "../file-type.ts";
import { firstLine } from "../first-line.ts";
import { literalHost } from "../literal-host.ts";
import { schemaProblems } from "../schema-problems.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Where something stands in an answer, in dots; empty: the whole. */
const memberPath = z.string().regex(/^(?:[^.\s]{1,100}(?:\.[^.\s]{1,100}){0,9})?$/);

function isPaged({ paging }: { readonly paging?: string }): boolean {
  return paging !== undefined && paging !== "none";
}

export const httpRequestDefinition = defineNode({
  type: "http-request",
  typeVersion: 1,
  title: "HTTP request",
  description: "Asks a web address and gives its answer.",
  category: "network",
  icon: "globe",
  keywords: ["fetch", "api", "rest", "url", "web", "get", "post", "download"],
  config: z.strictObject({
    method: z.enum(methods).default("GET"),
    url: templateText,
    auth: credentialName.exactOptional(),
    headers: keyValues.exactOptional(),
    query: keyValues.exactOptional(),
    body: anyJson.exactOptional(),
    responseType: z.enum(["json", "text", "bytes"]).default("json"),
    outputSchema: jsonSchema.exactOptional(),
    idempotencyKey: templateText.exactOptional(),
    allowStatus: z.array(z.int().min(100).max(599)).max(100).exactOptional(),
    saveAs: templateText.exactOptional(),
    paging: z.enum(["none", "link", "cursor", "page"]).exactOptional(),
    itemsAt: memberPath.exactOptional(),
    cursorAt: memberPath.exactOptional(),
    pageParam: z.string().min(1).max(100).exactOptional(),
    maxPages: z.int().min(1).max(100).exactOptional(),
  }),
  fields: [
    { path: "method", label: "Method", control: "choice", choices: methods.map((value) => ({ value, label: value })) },
    {
      path: "url",
      label: "Address",
      placeholder: "https://example.org/items?q={{ start.text }}",
      control: "text",
      expression: true,
      expressionKind: "url",
      expects: text,
      required: true,
    },
    {
      path: "auth",
      label: "Credential",
      help: "Put in as the request leaves, for the hosts that it allows. It is never part of the workflow.",
      control: "credential",
      credentialKinds: ["bearer", "header", "basic"],
    },
    {
      path: "query",
      label: "Query",
      control: "key-values",
      expression: true,
      expressionKind: "json",
      expects: openObject,
    },
    {
      path: "headers",
      label: "Headers",
      control: "key-values",
      expression: true,
      expressionKind: "json",
      expects: openObject,
    },
    {
      path: "body",
      label: "Body",
      help: "JSON or text. Not sent with GET and HEAD.",
      control: "json",
      expression: true,
      expressionKind: "json",
    },
    {
      path: "responseType",
      label: "Read the answer as",
      control: "choice",
      choices: [
        { value: "json", label: "JSON" },
        { value: "text", label: "Text" },
        { value: "bytes", label: "Bytes (base64)" },
      ],
    },
    {
      path: "outputSchema",
      describes: "body",
      label: "Shape of the answer",
      help: "A JSON Schema. The answer is checked against it, and expressions know its members.",
      control: "json-schema",
      advanced: true,
    },
    {
      path: "idempotencyKey",
      label: "Idempotency key",
      help: "Sent as a header, so that a repeated request counts once.",
      control: "text",
      expression: true,
      expressionKind: "template",
      advanced: true,
    },
    {
      path: "allowStatus",
      label: "Statuses that are fine",
      help: "A list of statuses from 400 up that do not fail the step, such as [404].",
      control: "json",
      advanced: true,
    },
    {
      path: "saveAs",
      label: "Save as a file",
      help: "A name in the workspace's files, such as downloads/list.csv. The answer goes there as it comes, up to 100 MB.",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: text,
      advanced: true,
    },
    {
      path: "paging",
      label: "Pages",
      help: "Where the answer is a list in pages: how the next one is found. All entries become one list.",
      control: "choice",
      choices: [
        { value: "none", label: "One answer" },
        { value: "link", label: "By its Link header" },
        { value: "cursor", label: "By a cursor in the answer" },
        { value: "page", label: "By a page number" },
      ],
      advanced: true,
    },
    {
      path: "itemsAt",
      label: "Pages: entries at",
      help: "Where the list stands in each answer, such as data.items. Left empty, the answer is the list.",
      control: "text",
      advanced: true,
    },
    {
      path: "cursorAt",
      label: "Pages: cursor at",
      help: "Where it stands in each answer, such as meta.next. A web address there is the next page.",
      placeholder: "next",
      control: "text",
      advanced: true,
    },
    {
      path: "pageParam",
      label: "Pages: name in the query",
      help: "By which the cursor or the number is sent: cursor or page, where it is left empty.",
      control: "text",
      advanced: true,
    },
    {
      path: "maxPages",
      label: "Pages: at most",
      help: "10, where it is left empty; 100 at most.",
      control: "number",
      advanced: true,
    },
  ],
  initial: { method: "GET" as const, url: "", responseType: "json" as const },
  traits: { role: "step", source: "untrusted", sink: "external-write" },
  effect: ({ method, idempotencyKey }) => {
    if (method === "GET" || method === "HEAD") return "repeatable";
    return idempotencyKey === undefined ? "once" : "keyed";
  },
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) => {
    const known = config.outputSchema === undefined ? null : typeFromJsonSchema(config.outputSchema);
    const head = { status: number, headers: openObject };
    if (config.saveAs !== undefined) return object({ ...head, file: fileType });
    if (isPaged(config)) return object({ ...head, body: known ?? list(anything), pages: number, more: boolean });
    return object({ ...head, body: known ?? (config.responseType === "json" ? anything : text) });
  },
  capabilities: ({ url, auth, saveAs }) => {
    const host = literalHost(url);
    return {
      hosts: host.kind === "host" ? [host.host] : host.kind === "any" ? ["host:*"] : [],
      ...(auth !== undefined && { secrets: [auth] }),
      ...(saveAs !== undefined && { namespaces: ["files:write"] }),
    };
  },
  summary: ({ method, url }) => [{ text: `${method} ${firstLine(url)}`, mono: true }],
  check: (config) => {
    const { method, url, body, outputSchema, saveAs } = config;
    const host = url.trim() === "" ? null : literalHost(url);
    const ignored = body !== undefined && (method === "GET" || method === "HEAD");
    return [
      ...(host?.kind === "problem" ? [{ path: "url", code: "ORR_ADDRESS", message: host.message }] : []),
      ...(ignored
        ? [
            {
              path: "body",
              code: "ORR_BODY_NOT_SENT",
              message: `${method} sends no body. Choose POST, or remove the body.`,
              severity: "warning" as const,
            },
          ]
        : []),
      ...(isPaged(config) && (method !== "GET" || saveAs !== undefined)
        ? [{ path: "paging", code: "ORR_PAGING", message: "Pages are asked for by GET, and are not saved as a file." }]
        : []),
      ...(saveAs === "" ? [{ path: "saveAs", code: "ORR_FILE_NAME", message: "Enter the name of the file." }] : []),
      ...schemaProblems("outputSchema", outputSchema),
    ];
  },
});
