import { z } from "zod";
import { defineRoute } from "./rest-route.ts";
import { cursor, event, id, json, runFace, runStatus, time, wholeNumber } from "./rest-schemas.ts";

const maxSeq = 2 ** 31 - 1;

export const runRoutes = [
  defineRoute({
    method: "POST",
    path: "/workflows/{workflowId}/runs",
    operationId: "startRun",
    summary: "Start a run of the version that was published last",
    permission: "run.start",
    body: z.strictObject({ input: json.exactOptional() }),
    status: 202,
    answer: z.object({ runId: id, version: z.int() }),
    perform: ({ ctx, verbs, param, body, trace }) =>
      verbs.startPublished({
        ctx,
        input: {
          workflowId: param("workflowId"),
          input: body.input ?? {},
          ...(trace !== undefined && { trace }),
        },
      }),
  }),
  defineRoute({
    method: "GET",
    path: "/runs",
    operationId: "listRuns",
    summary: "The runs, newest first",
    permission: "run.read",
    query: z.strictObject({
      workflowId: id.exactOptional(),
      status: runStatus.exactOptional(),
      cursor,
      limit: wholeNumber(100).min(1).exactOptional(),
    }),
    status: 200,
    answer: z.object({ runs: z.array(runFace), next: id.nullable() }),
    async perform({ ctx, verbs, query }) {
      const { runs, next } = await verbs.listRuns({ ctx, input: query });
      return { runs: runs.map(faceOf), next };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/runs/{runId}",
    operationId: "getRun",
    summary: "How a run stands, and its output once it has one",
    permission: "run.read",
    status: 200,
    answer: runFace.extend({ output: z.unknown().describe("Null until it has one") }),
    async perform({ ctx, verbs, param }) {
      const { run } = await verbs.getRun({ ctx, input: { id: param("runId") } });
      const { outputValueId: valueId } = run;
      const output =
        valueId === null ? null : (await verbs.readValue({ ctx, input: { runId: run.id, valueId } })).value;
      return { ...faceOf(run), output };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/runs/{runId}/events",
    operationId: "listEvents",
    summary: "The log of a run after a place in it, at most 2,000 events; a step that waits says so by `step.waiting`",
    permission: "run.read",
    query: z.strictObject({
      after: wholeNumber(maxSeq).exactOptional().describe("The `seq` of the last one you have"),
    }),
    status: 200,
    answer: z.object({ events: z.array(event), lastSeq: z.int() }),
    async perform({ ctx, verbs, param, query: { after = 0 } }) {
      const { events, lastSeq } = await verbs.listEvents({ ctx, input: { runId: param("runId"), after } });
      return { events: events.map((one) => ({ ...one })), lastSeq };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/runs/{runId}/values/{valueId}",
    operationId: "readValue",
    summary: "A value that a step took or gave, by the id that an event holds",
    permission: "run.read",
    status: 200,
    answer: z.object({ value: z.unknown() }),
    perform: ({ ctx, verbs, param }) =>
      verbs.readValue({ ctx, input: { runId: param("runId"), valueId: param("valueId") } }),
  }),
  defineRoute({
    method: "POST",
    path: "/runs/{runId}/cancel",
    operationId: "cancelRun",
    summary: "Ask a run to stop",
    permission: "run.control",
    body: z.strictObject({}),
    status: 202,
    answer: z.object({ runId: id }),
    async perform({ ctx, verbs, param }) {
      await verbs.cancelRun({ ctx, input: { id: param("runId") } });
      return { runId: param("runId") };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/runs/{runId}/answer",
    operationId: "answerStep",
    summary: "Answer a step that waits for a person",
    permission: "run.control",
    body: z.strictObject({
      stepKey: z
        .string()
        .min(1)
        .max(1024)
        .refine((key) => !key.includes("\0")),
      approved: z.boolean(),
      values: z.record(z.string(), json).exactOptional().describe("What its form asks for"),
      note: z.string().max(2_000).exactOptional(),
      args: z
        .record(z.string(), json)
        .exactOptional()
        .describe("Of a tool call that a person is asked about: with which arguments it is made instead"),
    }),
    status: 200,
    answer: z.object({
      state: z.enum(["taken", "saved"]).describe("`saved`: it counts as soon as an executor is back"),
    }),
    perform: ({ ctx, verbs, param, body }) => verbs.answerWait({ ctx, input: { runId: param("runId"), ...body } }),
  }),
];

export const auditRoutes = [
  defineRoute({
    method: "GET",
    path: "/audit",
    operationId: "listAudit",
    summary: "Who did what, when and to what, newest first",
    permission: "audit.read",
    query: z.strictObject({ cursor, limit: wholeNumber(200).min(1).exactOptional() }),
    status: 200,
    answer: z.object({
      entries: z.array(
        z.object({
          id,
          at: time,
          actor: z.string(),
          actorName: z.string().nullable(),
          verb: z.string(),
          subject: z.string(),
          subjectName: z.string().nullable(),
          detail: z.record(z.string(), z.string()),
        }),
      ),
      next: id.nullable(),
    }),
    async perform({ ctx, verbs, query }) {
      const { entries, next } = await verbs.listAudit({ ctx, input: query });
      return { entries: entries.map((entry) => ({ ...entry, detail: { ...entry.detail } })), next };
    },
  }),
];

type Face = Omit<z.input<typeof runFace>, "status"> & { readonly status: string };

function faceOf(run: Face): z.input<typeof runFace> {
  const { id: runId, name, workflowId, version, waits, errorCode, createdAt, startedAt, endedAt } = run;
  const status = runStatus.parse(run.status);
  return { id: runId, name, workflowId, version, status, waits, errorCode, createdAt, startedAt, endedAt };
}
