import { cronProblem, defineNode, object, text } from "@orrery/node-kit";
import { z } from "zod";

const config = z.strictObject({
  cron: z.string().max(200),
  tz: z.string().max(100).default("UTC"),
  missed: z.enum(["skip", "once"]).default("skip"),
});

export const scheduleDefinition = defineNode<z.output<typeof config>>({
  type: "schedule",
  typeVersion: 1,
  title: "Schedule",
  description: "Starts a run by the clock. Publish the workflow to let it fire.",
  category: "start-end",
  icon: "calendar-clock",
  keywords: ["trigger", "cron", "time", "daily", "hourly", "timer", "start"],
  config,
  fields: [
    {
      path: "cron",
      label: "When",
      help: "Minute, hour, day of the month, month, day of the week.",
      placeholder: "0 9 * * 1-5",
      control: "text",
      required: true,
    },
    { path: "tz", label: "Time zone", placeholder: "Europe/Zurich", control: "text" },
    {
      path: "missed",
      label: "Times nobody was there for",
      control: "choice",
      choices: [
        { value: "skip", label: "Leave out" },
        { value: "once", label: "Make up for once" },
      ],
    },
  ],
  initial: { cron: "0 9 * * 1-5", tz: "UTC", missed: "skip" },
  traits: { role: "entry", rootOnly: true, source: "trusted", sink: "none" },
  inputSchema: () => ({ type: "object", properties: { at: { type: "string", title: "At" } } }),
  trigger: ({ cron, tz, missed }) => ({ kind: "schedule", cron, tz, missed }),
  effect: () => "pure",
  inputs: () => [],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ at: text }),
  summary: ({ cron, tz }) => [{ text: cron, mono: true }, { text: tz }],
  check: ({ cron, tz }) => {
    const problem = cron.trim() === "" ? null : cronProblem({ cron, tz });
    return problem === null ? [] : [{ ...problem, code: "ORR_CONFIG" }];
  },
});
