import { anything, defineNode, number, object, text, typeFromJsonSchema } from "@orrery/node-kit";
import { z } from "zod";
import { durationMs, jsonSchema, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { schemaProblems } from "../schema-problems.ts";

export const waitDefinition = defineNode({
  type: "wait",
  typeVersion: 1,
  title: "Wait",
  description: "Waits for a while, until a time, or for a call from outside. The run holds nothing while it waits.",
  category: "flow",
  icon: "timer",
  keywords: ["delay", "sleep", "pause", "timer", "until", "later", "signal", "callback"],
  config: z.strictObject({
    ms: z.union([durationMs, templateText]).exactOptional(),
    until: templateText.exactOptional(),
    signal: z
      .strictObject({ schema: jsonSchema.exactOptional(), expiresMs: durationMs.min(1).exactOptional() })
      .exactOptional(),
  }),
  fields: [
    {
      path: "ms",
      label: "How long",
      help: "In milliseconds, or an expression that gives them.",
      control: "duration",
      expression: true,
      expressionKind: "template",
      expects: number,
    },
    {
      path: "until",
      label: "Or until",
      help: "A time such as 2027-01-31T09:00:00Z.",
      placeholder: "2027-01-31T09:00:00Z",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: text,
    },
    {
      path: "signal",
      label: "Or for a call",
      help: 'An object: {} waits for a call to the step\'s address. "schema" says what the call must bring, "expiresMs" how long it is waited for.',
      placeholder: '{ "expiresMs": 86400000 }',
      control: "json",
      advanced: true,
    },
  ],
  initial: { ms: 1000 },
  traits: { role: "step", waits: "time", source: "trusted", sink: "none" },
  effect: () => "pure",
  awaitsSignal: ({ signal }) => signal !== undefined,
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config: { signal } }) =>
    signal === undefined
      ? object({ at: text })
      : object({ at: text, body: signal.schema === undefined ? anything : typeFromJsonSchema(signal.schema) }),
  summary: ({ ms, until, signal }) => [
    signal !== undefined
      ? { text: "for a call from outside" }
      : ms === undefined
        ? { text: `until ${firstLine(until)}`, mono: true }
        : typeof ms === "number"
          ? { text: duration(ms) }
          : { text: firstLine(ms), mono: true },
  ],
  check: ({ ms, until, signal }) => {
    const given = [ms, until, signal].filter((one) => one !== undefined).length;
    const problems = schemaProblems("signal.schema", signal?.schema);
    if (given === 1) return problems;
    const message =
      given === 0
        ? "Say how long to wait, until when, or for a call."
        : "Say how long to wait, until when, or for a call: one of them.";
    const path = ms === undefined ? "ms" : until !== undefined ? "until" : "signal";
    return [...problems, { path, code: "ORR_CONFIG", message }];
  },
});

function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${ms / 1000} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 6000) / 10} min`;
  return `${Math.round(ms / 360_000) / 10} h`;
}
