import { RUN_STATUSES } from "@orrery/engine";
import { answerWait, cancelRun, getRun, listEvents, listRuns, readValue, startRun } from "@orrery/services";
import { z } from "zod";
import { json, jsonObject } from "./json-input.ts";
import { seq } from "./seq-input.ts";
import { procedure, router } from "./trpc.ts";

const id = z.uuid();

export const runRouter = router({
  start: procedure
    .input(z.object({ workflowId: id, input: json }))
    .mutation(({ ctx, input }) => startRun({ ctx, input })),
  list: procedure
    .input(
      z.object({
        workflowId: id.exactOptional(),
        status: z.enum(RUN_STATUSES).exactOptional(),
        cursor: id.exactOptional(),
        limit: z.int().min(1).max(100).exactOptional(),
      }),
    )
    .query(({ ctx, input }) => listRuns({ ctx, input })),
  get: procedure.input(z.object({ id })).query(({ ctx, input }) => getRun({ ctx, input })),
  events: procedure.input(z.object({ runId: id, after: seq })).query(({ ctx, input }) => listEvents({ ctx, input })),
  cancel: procedure.input(z.object({ id })).mutation(({ ctx, input }) => cancelRun({ ctx, input })),
  answer: procedure
    .input(
      z.object({
        runId: id,
        stepKey: z
          .string()
          .min(1)
          .max(2000)
          .refine((key) => !key.includes("\0"), "There is no such step."),
        approved: z.boolean(),
        values: jsonObject.exactOptional(),
        note: z.string().max(2000).exactOptional(),
      }),
    )
    .mutation(({ ctx, input }) => answerWait({ ctx, input })),
  value: procedure.input(z.object({ runId: id, valueId: id })).query(({ ctx, input }) => readValue({ ctx, input })),
});
