import { anything, defineNode, number, object, openObject, text, unionOf } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, keyValues, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { textOfValue } from "../text-of-value.ts";
import { headerProblem } from "./response-headers.ts";

export const respondDefinition = defineNode({
  type: "respond",
  typeVersion: 1,
  title: "Respond",
  description: "Answers the caller of the webhook now; the run goes on after it.",
  category: "start-end",
  icon: "reply",
  keywords: ["answer", "reply", "webhook", "response", "return", "status"],
  config: z.strictObject({
    status: z.union([z.int().min(200).max(599), templateText]).default("200"),
    headers: keyValues.exactOptional(),
    body: anyJson.exactOptional(),
  }),
  fields: [
    {
      path: "status",
      label: "Status",
      help: "A number from 200 to 599, such as 200, 202 or 404.",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: unionOf(number, text),
    },
    {
      path: "body",
      label: "Body",
      help: "JSON or text. Left out, the answer is empty.",
      control: "json",
      expression: true,
      expressionKind: "json",
    },
    {
      path: "headers",
      label: "Headers",
      control: "key-values",
      expression: true,
      expressionKind: "json",
      expects: openObject,
    },
  ],
  initial: { status: "200" },
  traits: { role: "step", rootOnly: true, answersCaller: true, source: "trusted", sink: "external-write" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ status: number, headers: openObject, body: anything }),
  summary: ({ status, body }) => [
    { text: `answers ${textOfValue(status)}` },
    ...(body === undefined ? [] : [{ text: firstLine(textOfValue(body)), mono: true }]),
  ],
  check: ({ headers }) =>
    typeof headers === "object"
      ? Object.keys(headers).flatMap((name) => {
          const message = headerProblem(name);
          return message === null ? [] : [{ path: "headers", code: "ORR_RESPOND_HEADER", message }];
        })
      : [],
});
