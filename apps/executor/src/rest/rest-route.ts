import type { Json } from "@orrery/graph";
import type { ServiceContext } from "@orrery/services";
import type { Permission } from "@orrery/services/triggers";
import type { z } from "zod";

/** The verbs, which are loaded at the first call. */
export type Verbs = typeof import("@orrery/services");

/** One address of the REST interface: what it takes and gives, and the verb it calls. Its description is made of this, too. */
export interface RestRoute {
  readonly method: "GET" | "POST";
  /** With its parts that change in braces: `/runs/{runId}`. Each is a UUID. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** What the verb asks for, which says what scope a key needs. */
  readonly permission: Permission;
  readonly query: z.ZodObject | null;
  readonly body: z.ZodType | null;
  readonly status: 200 | 201 | 202;
  readonly answer: z.ZodType;
  perform(call: RawCall): Promise<RouteEnd>;
}

export interface RawCall {
  readonly ctx: ServiceContext;
  readonly verbs: Verbs;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Null where none was sent. */
  readonly body: Json;
  /** The caller's `traceparent`, where it sent one. */
  readonly trace?: string;
}

export type RouteEnd =
  | { readonly ok: true; readonly answer: unknown }
  /** The request does not fit: what of it, and the first things that are wrong. */
  | { readonly ok: false; readonly part: "QUERY" | "BODY"; readonly problem: string };

interface Definition<Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType>
  extends Pick<RestRoute, "method" | "path" | "operationId" | "summary" | "permission" | "status"> {
  readonly query?: Query;
  readonly body?: Body;
  readonly answer: Answer;
  readonly perform: (call: {
    readonly ctx: ServiceContext;
    readonly verbs: Verbs;
    /** A part of the path by its name. */
    readonly param: (name: string) => string;
    readonly query: z.output<Query>;
    readonly body: z.output<Body>;
    /** The caller's `traceparent`, where it sent one. */
    readonly trace?: string;
  }) => Promise<z.input<Answer>>;
}

const nothing: unknown = {};

/** A route whose verb gets what it takes parsed, and whose answer has the type that its description says. */
export function defineRoute<Query extends z.ZodObject, Body extends z.ZodType, Answer extends z.ZodType>(
  definition: Definition<Query, Body, Answer>,
): RestRoute {
  const { query = null, body = null, perform, ...rest } = definition;
  return {
    ...rest,
    query,
    body,
    async perform(call) {
      const asked = read(query, call.query);
      if (!asked.ok) return { ok: false, part: "QUERY", problem: asked.problem };
      // A body that says nothing is left out by many clients.
      const given = read(body, call.body ?? nothing);
      if (!given.ok) return { ok: false, part: "BODY", problem: given.problem };
      const { ctx, verbs, params, trace } = call;
      const param = (name: string): string => params[name] ?? "";
      const asking = {
        ctx,
        verbs,
        param,
        query: asked.value,
        body: given.value,
        ...(trace !== undefined && { trace }),
      };
      return { ok: true, answer: await perform(asking) };
    },
  };
}

type Read<Schema extends z.ZodType> =
  | { readonly ok: true; readonly value: z.output<Schema> }
  | { readonly ok: false; readonly problem: string };

function read<Schema extends z.ZodType>(schema: Schema | null, value: unknown): Read<Schema> {
  // What is not described is not read: its type is that of nothing.
  if (schema === null) return { ok: true, value: nothing as z.output<Schema> };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.slice(0, 3).map(({ path, message }) => {
    const place = path.join(".");
    return place === "" ? message : `${place}: ${message}`;
  });
  return { ok: false, problem: problems.join("; ") };
}
