import { eventSchema, type RunEvent } from "@orrery/engine";
import type { Json } from "@orrery/graph";
import { z } from "zod";
import type { Installation } from "./installation.ts";

const answer = z.object({ result: z.object({ data: z.unknown() }) });
const withId = z.object({ id: z.string() });
const withEvents = z.object({ events: z.array(eventSchema) });
const withHook = z.object({ base: z.string(), triggers: z.tuple([z.object({ path: z.string() })]) });
const withToken = z.object({ token: z.string() });
const withRunId = z.object({ runId: z.string() });

/** A signed-in person without a browser: the studio's own HTTP, as its pages use it. */
export interface StudioClient {
  readonly cookies: readonly { readonly name: string; readonly value: string }[];
  /** Stores a graph as a workflow and returns its id. */
  createWorkflow(graph: unknown): Promise<string>;
  /** Starts a run and returns its id. */
  startRun(workflowId: string, input: Json): Promise<string>;
  /** Makes a link to a run that shows names, states and times; returns its token. */
  shareRun(runId: string): Promise<string>;
  /** Allows what an approval asks. */
  approve(runId: string, stepKey: string): Promise<void>;
  /** The whole log of a run, as the run page reads it. */
  log(runId: string): Promise<readonly RunEvent[]>;
  /** Watches a run from its first event by SSE; each piece of the stream's data as it arrives. Whoever returns closes it. */
  watchRun(runId: string, signal?: AbortSignal): AsyncGenerator<string>;
  /** Publishes a workflow whose entry is a webhook and returns the address to call. */
  publishHook(workflowId: string): Promise<string>;
}

/** Opens the one-time link. Rejects where no session comes of it. */
export async function signIn({ url, token }: Installation): Promise<StudioClient> {
  const opened = await fetch(`${url}/api/auth/magic-link/verify?token=${token}&callbackURL=/`, { redirect: "manual" });
  const cookies = opened.headers.getSetCookie().map((line) => {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
  if (cookies.length === 0) throw new Error(`The studio did not sign the owner in: HTTP ${opened.status}.`);
  const headers = {
    cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    origin: url,
    "content-type": "application/json",
  };

  const dataOf = async (response: Response): Promise<unknown> => {
    const text = await response.text();
    if (!response.ok) throw new Error(`The studio answered ${response.status}: ${text.slice(0, 500)}`);
    return answer.parse(JSON.parse(text)).result.data;
  };
  const address = (path: string, input: Json): string =>
    `${url}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const mutate = async (path: string, input: unknown): Promise<unknown> =>
    dataOf(await fetch(`${url}/api/trpc/${path}`, { method: "POST", headers, body: JSON.stringify(input) }));

  return {
    cookies,
    createWorkflow: async (graph) => withId.parse(await mutate("workflow.create", { graph })).id,
    startRun: async (workflowId, input) => withRunId.parse(await mutate("run.start", { workflowId, input })).runId,
    async publishHook(workflowId) {
      await mutate("workflow.publish", { id: workflowId });
      const found = withHook.parse(await dataOf(await fetch(address("trigger.list", { workflowId }), { headers })));
      return `${found.base}${found.triggers[0].path}`;
    },
    async shareRun(runId) {
      const projection = { inputs: [], outputs: [], usage: "hidden" };
      return withToken.parse(await mutate("share.make", { runId, projection, days: 1 })).token;
    },
    approve: async (runId, stepKey) => {
      await mutate("run.answer", { runId, stepKey, approved: true });
    },
    async log(runId) {
      const log: RunEvent[] = [];
      for (;;) {
        const response = await fetch(address("run.events", { runId, after: log.at(-1)?.seq ?? 0 }), { headers });
        const { events } = withEvents.parse(await dataOf(response));
        if (events.length === 0) return log;
        log.push(...events);
      }
    },
    async *watchRun(runId, signal) {
      const topics = [{ kind: "run", id: runId, after: 0 }];
      const response = await fetch(address("live.watch", { topics }), {
        headers: { ...headers, accept: "text/event-stream" },
        signal: signal ?? null,
      });
      if (!response.ok || response.body === null) throw new Error(`The stream answered ${response.status}.`);
      const pieces = response.body.pipeThrough(new TextDecoderStream());
      for await (const piece of pieces) yield piece;
    },
  };
}
