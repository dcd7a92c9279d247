import { anything, defineNode } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson } from "../config-shapes.ts";

export const subflowDefinition = defineNode({
  type: "subflow",
  typeVersion: 1,
  title: "Workflow",
  description: "Runs a published version of another workflow as a run of its own, and waits for its output.",
  category: "flow",
  icon: "workflow",
  keywords: ["subflow", "call", "child", "reuse", "nested", "run"],
  config: z.strictObject({
    workflow: z.string().max(64),
    version: z.int().min(1),
    input: anyJson.default({}),
  }),
  fields: [
    { path: "workflow", label: "Workflow", control: "workflow", required: true },
    { path: "version", label: "Published version", control: "number", required: true },
    {
      path: "input",
      label: "Input",
      help: "What that workflow takes.",
      control: "json",
      expression: true,
      expressionKind: "json",
    },
  ],
  initial: { workflow: "", version: 1, input: {} },
  traits: { role: "step", waits: "run", source: "bounded", sink: "none" },
  calls: ({ workflow, version }) => ({ workflow, version, inputField: "input" }),
  // The run that it starts is written in the transaction in which the step begins to wait: never without it, never twice.
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ called = anything }) => called,
  summary: ({ workflow, version }) => [
    { text: workflow === "" ? "no workflow chosen" : `version ${version}` },
    { text: workflow, mono: true },
  ],
});
