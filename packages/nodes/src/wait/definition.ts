import { defineNode, number, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { durationMs, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";

export const waitDefinition = defineNode({
  type: "wait",
  typeVersion: 1,
  title: "Wait",
  description: "Waits for a while, or until a time. The run holds nothing while it waits.",
  category: "flow",
  icon: "timer",
  keywords: ["delay", "sleep", "pause", "timer", "until", "later"],
  config: z.strictObject({
    ms: z.union([durationMs, templateText]).exactOptional(),
    until: templateText.exactOptional(),
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
  ],
  initial: { ms: 1000 },
  traits: { role: "step", waits: "time", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ at: text }),
  summary: ({ ms, until }) => [
    ms === undefined
      ? { text: `until ${firstLine(until)}`, mono: true }
      : typeof ms === "number"
        ? { text: duration(ms) }
        : { text: firstLine(ms), mono: true },
  ],
  check: ({ ms, until }) => {
    if ((ms === undefined) !== (until === undefined)) return [];
    const message =
      ms === undefined ? "Say how long to wait, or until when." : "Say how long to wait or until when, not both.";
    return [{ path: ms === undefined ? "ms" : "until", code: "ORR_CONFIG", message }];
  },
});

function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${ms / 1000} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 6000) / 10} min`;
  return `${Math.round(ms / 360_000) / 10} h`;
}
