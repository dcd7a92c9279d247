import { checkJson, type Json } from "@orrery/graph";
import { z } from "zod";

/** Milliseconds since 1970. */
export const time = z.int().describe("Milliseconds since 1970");
export const id = z.uuid();
/** Anything JSON can say; `readJsonBody` has looked at its depth and keys. */
export const json = z.custom<Json>((value) => checkJson(value).length === 0);

/** A number in a query is text. */
export const wholeNumber = (most: number) => z.coerce.number().int().min(0).max(most);

export const cursor = id.exactOptional().describe("`next` of the page before");

export const runStatus = z.enum([
  "queued",
  "running",
  "waiting",
  "paused",
  "cancelling",
  "succeeded",
  "failed",
  "cancelled",
]);

export const runFace = z.object({
  id,
  name: z.string(),
  workflowId: id.nullable(),
  version: z.int().nullable().describe("The published version that it executes; null: a draft"),
  status: runStatus,
  waits: z.int().describe("Steps that wait for a person, a time or a signal"),
  errorCode: z.string().nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
});

export const event = z
  .looseObject({
    v: z.int(),
    seq: z.int(),
    at: time,
    type: z.string(),
    stepKey: z.string().exactOptional(),
    attempt: z.int().exactOptional(),
  })
  .describe("One fact of a run's log; the fields of each type are in event.v1.json");
