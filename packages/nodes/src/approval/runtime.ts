import { defineRuntime, type Json, type JsonSchema } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { schemaFailure } from "../schema-failure.ts";

interface ApprovalConfig {
  readonly title: Json;
  readonly show?: Json;
  readonly fields?: JsonSchema;
  readonly expiresMs?: number;
}

/**
 * Asks a person and waits. The answer `{ approved, values, note }` takes the handle `approved` or `refused`; values
 * that are approved must fit `fields` (`ANSWER_INVALID`). Without an answer in time: `APPROVAL_EXPIRED`.
 */
export const approvalRuntime = defineRuntime<ApprovalConfig>({
  type: "approval",
  run(ctx, { config }) {
    const { title, show = null, fields = null, expiresMs } = config;
    const words = typeof title === "string" ? title : JSON.stringify(title);
    return {
      kind: "wait",
      wait: {
        for: "person",
        show: { title: words, show, fields },
        ...(expiresMs !== undefined && { dueAt: ctx.now() + expiresMs }),
      },
    };
  },
  resume(_ctx, { config }, answer) {
    if (answer.from !== "person") return permanent("APPROVAL_EXPIRED", "Nobody answered in time.");
    const { approved, values = {}, note = "" } = answer.answer;
    if (typeof approved !== "boolean") return permanent("ANSWER_INVALID", "The answer says neither yes nor no.");
    if (approved && config.fields !== undefined) {
      const failure = schemaFailure("ANSWER_INVALID", "The answer", { schema: config.fields, value: values });
      if (failure !== null) return failure;
    }
    const at = new Date(answer.at).toISOString();
    return {
      kind: "done",
      output: { approved, values, note, by: answer.by, at },
      handle: approved ? "approved" : "refused",
    };
  },
});
