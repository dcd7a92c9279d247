import { defineRuntime, type Json } from "@orrery/node-kit";
import { permanent } from "../failure.ts";

interface SubflowConfig {
  readonly workflow: string;
  readonly version: number;
  readonly input: Json;
}

/** Starts a run of the published version and waits for it. Its output is the step's; its error fails the step. */
export const subflowRuntime = defineRuntime<SubflowConfig>({
  type: "subflow",
  run: (_ctx, { config: { workflow, version, input } }) => ({
    kind: "wait",
    wait: { for: "run", workflow, version, input },
  }),
  resume(_ctx, _input, answer) {
    if (answer.from !== "run") return permanent("SUBFLOW_LOST", "The run that this step waits for gave no answer.");
    return answer.error === null ? { kind: "done", output: answer.output } : { kind: "failed", error: answer.error };
  },
});
