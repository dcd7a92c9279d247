import { RUN_STATUSES } from "@orrery/engine";
import {
  answerWait,
  cancelRun,
  cancelRuns,
  findInValue,
  forkRun,
  getRun,
  listEvents,
  listMessages,
  listRunIds,
  listRuns,
  mostRunsAtOnce,
  pauseRun,
  readValue,
  readValuePart,
  rerunRuns,
  resumeRun,
  runOrigins,
  settleStep,
  signalAddress,
  startPublished,
  startRun,
  whyHeldUp,
} from "@orrery/services";
import { z } from "zod";
import { json, jsonObject } from "./json-input.ts";
import { seq } from "./seq-input.ts";
import { procedure, router } from "./trpc.ts";

const id = z.uuid();
const stepKey = z
  .string()
  .min(1)
  .max(1024)
  .refine((key) => !key.includes("\0"), "There is no such step.");
/** Epoch ms, before the year 10000. */
const time = z.int().min(0).max(253_402_300_799_000);
const breakpoints = z.array(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/)).max(32);
const valuePath = z.array(z.union([z.string().max(1_000), z.int().min(0)])).max(64);
/** Of runs by which somebody tries a draft. */
const trying = {
  pins: z.boolean().exactOptional(),
  to: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/)
    .exactOptional(),
};
const limit = z.number().min(0).exactOptional();
const limits = z.object({
  maxSteps: limit,
  maxWallMs: limit,
  maxUsd: limit,
  maxTokens: limit,
  maxModelCalls: limit,
});

const manyIds = z.array(id).min(1).max(mostRunsAtOnce);
const question = z.object({
  ids: z.array(id).max(100).exactOptional(),
  workflowId: id.exactOptional(),
  status: z.enum(RUN_STATUSES).exactOptional(),
  forkOf: id.exactOptional(),
  origin: z.enum(runOrigins).exactOptional(),
  text: z.string().max(200).exactOptional(),
  whole: z.boolean().exactOptional(),
  errorCode: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z0-9_-]+$/)
    .exactOptional(),
  nodeId: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/)
    .exactOptional(),
  from: time.exactOptional(),
  to: time.exactOptional(),
});

export const runRouter = router({
  start: procedure
    .input(z.object({ workflowId: id, input: json, breakpoints: breakpoints.exactOptional(), ...trying }))
    .mutation(({ ctx, input }) => startRun({ ctx, input })),
  startPublished: procedure
    .input(z.object({ workflowId: id, input: json, chat: z.boolean().exactOptional() }))
    .mutation(({ ctx, input }) => startPublished({ ctx, input })),
  list: procedure
    .input(question.extend({ cursor: id.exactOptional(), limit: z.int().min(1).max(100).exactOptional() }))
    .query(({ ctx, input }) => listRuns({ ctx, input })),
  ids: procedure.input(question).query(({ ctx, input }) => listRunIds({ ctx, input })),
  messages: procedure.input(z.object({ workflowId: id })).query(({ ctx, input }) => listMessages({ ctx, input })),
  get: procedure.input(z.object({ id })).query(({ ctx, input }) => getRun({ ctx, input })),
  events: procedure
    .input(z.object({ runId: id, after: seq, previews: z.boolean().exactOptional() }))
    .query(({ ctx, input }) => listEvents({ ctx, input })),
  cancel: procedure.input(z.object({ id })).mutation(({ ctx, input }) => cancelRun({ ctx, input })),
  cancelMany: procedure.input(z.object({ ids: manyIds })).mutation(({ ctx, input }) => cancelRuns({ ctx, input })),
  rerunMany: procedure
    .input(z.object({ ids: manyIds, graph: z.enum(["same", "draft"]) }))
    .mutation(({ ctx, input }) => rerunRuns({ ctx, input })),
  pause: procedure.input(z.object({ id })).mutation(({ ctx, input }) => pauseRun({ ctx, input })),
  resume: procedure
    .input(z.object({ id, mode: z.enum(["run", "step"]), raise: limits.exactOptional() }))
    .mutation(({ ctx, input }) => resumeRun({ ctx, input })),
  heldUp: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => whyHeldUp({ ctx, input })),
  settle: procedure
    .input(z.object({ runId: id, stepKey, choice: z.enum(["retry", "fail"]) }))
    .mutation(({ ctx, input }) => settleStep({ ctx, input })),
  fork: procedure
    .input(
      z.object({
        runId: id,
        seq: seq.exactOptional(),
        rerun: z.array(stepKey).max(1_000),
        outputs: z.array(z.object({ stepKey, value: json })).max(100),
        input: json.exactOptional(),
        graph: z.enum(["same", "draft"]),
        breakpoints: breakpoints.exactOptional(),
        asIs: z.boolean().exactOptional(),
        ...trying,
      }),
    )
    .mutation(({ ctx, input }) => forkRun({ ctx, input })),
  answer: procedure
    .input(
      z.object({
        runId: id,
        stepKey,
        approved: z.boolean(),
        values: jsonObject.exactOptional(),
        note: z.string().max(2000).exactOptional(),
        args: jsonObject.exactOptional(),
      }),
    )
    .mutation(({ ctx, input }) => answerWait({ ctx, input })),
  signalAddress: procedure
    .input(z.object({ runId: id, stepKey }))
    .query(({ ctx, input }) => signalAddress({ ctx, input })),
  valuePart: procedure
    .input(z.object({ runId: id, valueId: id, path: valuePath, offset: z.int().min(0).max(1_000_000_000) }))
    .query(({ ctx, input }) => readValuePart({ ctx, input })),
  findInValue: procedure
    .input(z.object({ runId: id, valueId: id, text: z.string().min(1).max(200) }))
    .query(({ ctx, input }) => findInValue({ ctx, input })),
  value: procedure.input(z.object({ runId: id, valueId: id })).query(({ ctx, input }) => readValue({ ctx, input })),
});
