import { scopesOf } from "@orrery/services/triggers";
import { z } from "zod";
import type { RestRoute } from "./rest-route.ts";
import { restRoutes } from "./rest-routes.ts";

const refusals = {
  401: "No good API key",
  403: "The key's scopes, or the role of who made it, do not allow this",
  404: "There is no such thing",
  409: "It is not in a state for this",
  413: "Too large",
  415: "No JSON by its content-type",
  422: "The request does not fit",
  429: "Too much at once; see Retry-After",
} as const;

/** The REST interface as OpenAPI 3.1 says it, made of its routes. */
export const openApi = {
  openapi: "3.1.0",
  info: {
    title: "Orrery",
    version: "1",
    description:
      "Starts, follows, answers and stops runs, and imports and publishes workflows. The body of a start is only ever input, never a definition.",
  },
  servers: [{ url: "/" }],
  security: [{ key: [] }],
  paths: pathsOf(restRoutes),
  components: {
    securitySchemes: {
      key: { type: "http", scheme: "bearer", description: "An API key from the studio's settings: orrery_…" },
    },
    schemas: {
      Refusal: schemaOf(
        z.object({
          error: z.object({ code: z.string().describe("Stable, such as RUN_ENDED"), message: z.string() }),
        }),
        "output",
      ),
    },
    responses: Object.fromEntries(
      Object.entries(refusals).map(([status, description]) => [
        `Refused${status}`,
        { description, ...content({ $ref: "#/components/schemas/Refusal" }) },
      ]),
    ),
  },
};

function pathsOf(routes: readonly RestRoute[]): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return paths;
}

function operationOf(route: RestRoute): object {
  const { operationId, summary, permission, body, answer, status } = route;
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    ...{ name, in: "path", required: true },
    schema: { type: "string", format: "uuid" },
  }));
  const inQuery = Object.entries(route.query?.shape ?? {}).map(([name, schema]) => ({
    ...{ name, in: "query", required: false },
    schema: schemaOf(schema, "output"),
  }));
  return {
    operationId,
    summary,
    description: `Needs a key with the scope ${scopesOf(permission).join(" or ")}.`,
    parameters: [...inPath, ...inQuery],
    // A body that may be empty may be left out.
    ...(body !== null && {
      requestBody: { required: !body.safeParse({}).success, ...content(schemaOf(body, "input")) },
    }),
    responses: {
      [status]: { description: "Done", ...content(schemaOf(answer, "output")) },
      ...Object.fromEntries(
        Object.keys(refusals).map((code) => [code, { $ref: `#/components/responses/Refused${code}` }]),
      ),
    },
  };
}

function content(schema: object): { readonly content: object } {
  return { content: { "application/json": { schema } } };
}

/** What a schema says without what only zod knows. */
function schemaOf(schema: z.core.$ZodType, io: "input" | "output"): object {
  const { $schema: _dialect, ...said } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return said;
}
