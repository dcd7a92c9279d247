import { anything, defineNode, number, object, openObject, text, typeFromJsonSchema } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, credentialName, jsonSchema, keyValues, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { literalHost } from "../literal-host.ts";
import { schemaProblems } from "../schema-problems.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

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
  ],
  initial: { method: "GET" as const, url: "", responseType: "json" as const },
  traits: { role: "step", source: "untrusted", sink: "external-write" },
  effect: ({ method, idempotencyKey }) => {
    if (method === "GET" || method === "HEAD") return "repeatable";
    return idempotencyKey === undefined ? "once" : "keyed";
  },
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) =>
    object({
      status: number,
      headers: openObject,
      body:
        config.outputSchema !== undefined
          ? typeFromJsonSchema(config.outputSchema)
          : config.responseType === "json"
            ? anything
            : text,
    }),
  capabilities: ({ url, auth }) => {
    const host = literalHost(url);
    return {
      hosts: host.kind === "host" ? [host.host] : host.kind === "any" ? ["host:*"] : [],
      ...(auth !== undefined && { secrets: [auth] }),
    };
  },
  summary: ({ method, url }) => [{ text: `${method} ${firstLine(url)}`, mono: true }],
  check: ({ method, url, body, outputSchema }) => {
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
      ...schemaProblems("outputSchema", outputSchema),
    ];
  },
});
