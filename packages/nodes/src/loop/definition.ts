import { boolean, defineNode, number, object } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";

export const loopDefinition = defineNode({
  type: "loop",
  typeVersion: 1,
  title: "Repeat",
  description:
    "Does what is inside again and again, each time with what the time before gave, until a condition is met.",
  category: "flow",
  icon: "refresh-cw",
  keywords: ["loop", "repeat", "while", "until", "iterate", "state", "refine", "container"],
  config: z.strictObject({
    initial: anyJson,
    next: anyJson,
    until: z.union([templateText, z.boolean()]),
    maxIterations: z.int().min(1).max(100_000),
  }),
  fields: [
    {
      path: "initial",
      label: "Begin with",
      help: "The state of the first time. Inside, it is called by this node's id: loop_1.state.",
      placeholder: "{{ start.text }}",
      control: "json",
      expression: true,
      expressionKind: "json",
      required: true,
    },
    {
      path: "next",
      label: "Go on with",
      help: "The state of the next time, worked out when the steps inside have ended.",
      placeholder: "{{ prompt_1.text }}",
      control: "json",
      expression: true,
      expressionKind: "json",
      inIteration: true,
      required: true,
    },
    {
      path: "until",
      label: "Until",
      help: "True ends it. Here, the state is already the new one.",
      placeholder: "{{ size(loop_1.state) < 200 }}",
      control: "text",
      expression: true,
      expressionKind: "json",
      expects: boolean,
      inIteration: true,
      required: true,
    },
    { path: "maxIterations", label: "At most, times", control: "number", required: true },
  ],
  initial: { initial: "", next: "", until: "", maxIterations: 10 },
  traits: {
    role: "step",
    container: {
      kind: "loop",
      initialField: "initial",
      nextField: "next",
      untilField: "until",
      maxIterationsField: "maxIterations",
    },
    source: "trusted",
    sink: "none",
  },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "When it has ended" }],
  output: ({ collected }) => object({ state: collected, iterations: number, done: boolean }),
  summary: ({ until, maxIterations }) => [
    { text: `until ${typeof until === "boolean" ? String(until) : firstLine(until)}`, mono: true },
    { text: `at most ${maxIterations} times` },
  ],
});
