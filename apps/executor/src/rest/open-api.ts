const error = {
  description: "Refused, with a stable code",
  content: {
    "application/json": {
      schema: {
        type: "object",
        required: ["error"],
        properties: {
          error: {
            type: "object",
            required: ["code", "message"],
            properties: { code: { type: "string" }, message: { type: "string" } },
          },
        },
      },
    },
  },
} as const;
const refusals = { 401: error, 404: error, 409: error, 422: error, 429: error } as const;
const id = (name: string) => ({ name, in: "path", required: true, schema: { type: "string", format: "uuid" } });
const json = (schema: object) => ({ content: { "application/json": { schema } } });
const time = { type: ["integer", "null"], description: "Milliseconds since 1970" } as const;

/** The REST interface as OpenAPI 3.1 says it. */
export const openApi = {
  openapi: "3.1.0",
  info: {
    title: "Orrery",
    version: "1",
    description: "Starts runs of published workflows. A body is only ever input, never a definition.",
  },
  security: [{ key: [] }],
  paths: {
    "/api/v1/workflows/{workflowId}/runs": {
      post: {
        summary: "Start a run of the version that was published last",
        parameters: [id("workflowId")],
        requestBody: json({ type: "object", properties: { input: {} }, additionalProperties: false }),
        responses: {
          202: {
            description: "The run is stored",
            ...json({
              type: "object",
              required: ["runId", "version"],
              properties: { runId: { type: "string", format: "uuid" }, version: { type: "integer" } },
            }),
          },
          ...refusals,
        },
      },
    },
    "/api/v1/runs/{runId}": {
      get: {
        summary: "How a run stands, and its output once it has one",
        parameters: [id("runId")],
        responses: {
          200: {
            description: "The run",
            ...json({
              type: "object",
              properties: {
                id: { type: "string", format: "uuid" },
                workflowId: { type: ["string", "null"] },
                version: { type: ["integer", "null"] },
                status: {
                  enum: ["queued", "running", "waiting", "paused", "cancelling", "succeeded", "failed", "cancelled"],
                },
                output: {},
                errorCode: { type: ["string", "null"] },
                createdAt: time,
                startedAt: time,
                endedAt: time,
              },
            }),
          },
          ...refusals,
        },
      },
    },
    "/api/v1/runs/{runId}/cancel": {
      post: {
        summary: "Ask a run to stop",
        parameters: [id("runId")],
        responses: { 202: { description: "It was asked to" }, ...refusals },
      },
    },
  },
  components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
} as const;
