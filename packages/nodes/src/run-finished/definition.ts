import { anything, choice, defineNode, object, text } from "@orrery/node-kit";
import { z } from "zod";

const statuses = ["succeeded", "failed", "cancelled"] as const;

const config = z.strictObject({
  workflow: z.string().max(64),
  on: z.array(z.enum(statuses)).min(1).default(["succeeded"]),
});

export const runFinishedDefinition = defineNode<z.output<typeof config>>({
  type: "run-finished",
  typeVersion: 1,
  title: "Run finished",
  description: "Starts a run when a run of another workflow has ended. Publish the workflow to let it follow.",
  category: "start-end",
  icon: "repeat",
  keywords: ["trigger", "after", "follow", "chain", "workflow", "start"],
  config,
  fields: [
    { path: "workflow", label: "Workflow", control: "workflow", required: true },
    { path: "on", label: "When it has", help: "A list of succeeded, failed, cancelled.", control: "json" },
  ],
  initial: { workflow: "", on: ["succeeded"] },
  traits: { role: "entry", rootOnly: true, source: "untrusted", sink: "none" },
  inputSchema: () => ({
    type: "object",
    properties: { runId: { type: "string" }, status: { type: "string" }, output: {} },
    required: ["runId", "status"],
  }),
  trigger: ({ workflow, on }) => ({ kind: "run-finished", workflow, on }),
  effect: () => "pure",
  inputs: () => [],
  outputs: () => [{ id: "out", label: "Next" }],
  output: ({ config }) => object({ runId: text, status: choice(...config.on), output: anything }),
  summary: ({ on }) => [{ text: `after a run that ${on.join(" or ")}` }],
  check: ({ workflow }) =>
    workflow === "" || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(workflow)
      ? []
      : [{ path: "workflow", code: "ORR_CONFIG", message: "This is no workflow's id. Choose one from the list." }],
});
