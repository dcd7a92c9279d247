import { plainName } from "@orrery/graph";
import { z } from "zod";
import { defineRoute } from "./rest-route.ts";
import { cursor, id, json, time } from "./rest-schemas.ts";

const version = z.object({ number: z.int(), note: z.string(), publishedAt: time });

export const workflowRoutes = [
  defineRoute({
    method: "GET",
    path: "/workflows",
    operationId: "listWorkflows",
    summary: "The workflows, edited last first, a hundred a page",
    permission: "workflow.read",
    query: z.strictObject({ cursor }),
    status: 200,
    answer: z.object({
      workflows: z.array(z.object({ id, name: z.string(), nodeCount: z.int(), updatedAt: time })),
      next: id.nullable(),
    }),
    async perform({ ctx, verbs, query }) {
      const { workflows, next } = await verbs.listWorkflows({ ctx, input: query });
      return {
        workflows: workflows.map(({ id: workflowId, name, nodeCount, updatedAt }) => ({
          ...{ id: workflowId, name, nodeCount, updatedAt },
        })),
        next,
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/workflows/{workflowId}",
    operationId: "getWorkflow",
    summary: "The draft of a workflow as a graph, and its published versions, newest first",
    permission: "workflow.read",
    status: 200,
    answer: z.object({
      id,
      name: z.string(),
      graph: z.looseObject({ schema: z.string(), name: z.string() }).describe("See graph.v1.json"),
      versions: z.array(version),
    }),
    async perform({ ctx, verbs, param }) {
      const workflowId = param("workflowId");
      const [{ graph }, { versions }] = await Promise.all([
        verbs.getWorkflow({ ctx, input: { id: workflowId } }),
        verbs.listVersions({ ctx, input: { id: workflowId } }),
      ]);
      return {
        ...{ id: workflowId, name: graph.name, graph: { ...graph } },
        versions: versions.map(({ number, note, publishedAt }) => ({ number, note, publishedAt })),
      };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/workflows",
    operationId: "importWorkflow",
    summary: "Make a workflow from a graph, as importing its file does",
    permission: "workflow.write",
    body: z.strictObject({ graph: json.describe("See graph.v1.json"), name: z.string().max(200).exactOptional() }),
    status: 201,
    answer: z.object({ id }),
    perform: ({ ctx, verbs, body }) => verbs.createWorkflow({ ctx, input: body }),
  }),
  defineRoute({
    method: "POST",
    path: "/workflows/{workflowId}/publish",
    operationId: "publishWorkflow",
    summary: "Publish the draft as it stands",
    permission: "workflow.write",
    body: z.strictObject({ note: z.string().max(2_000).exactOptional() }),
    status: 201,
    answer: z.object({ number: z.int() }),
    perform: ({ ctx, verbs, param, body: { note } }) =>
      verbs.publishWorkflow({
        ctx,
        input: { id: param("workflowId"), ...(note !== undefined && { note: plainName(note) }) },
      }),
  }),
];
