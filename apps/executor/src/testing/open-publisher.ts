import { createDb, openRunStore } from "@orrery/db";
import { commandSchema, type RunEvent } from "@orrery/engine";
import type { Graph } from "@orrery/graph";
import type { Json } from "@orrery/plan";
import {
  createServices,
  createWorkflow,
  listTriggers,
  publishWorkflow,
  type ServiceContext,
  type Services,
  startRun,
  type TriggerRow,
} from "@orrery/services";
import { servicesMeans } from "../rest/open-services.ts";

/** What a person does in the studio, on a real database: publishes workflows, starts runs, looks at them. */
export function openPublisher(databaseUrl: string, instanceKey: Services["instanceKey"] = null) {
  const store = openRunStore({ databaseUrl, poolSize: 4, parseCommand: (row) => commandSchema.parse(row) });
  const db = createDb(store.pool);
  const services = createServices({ db, ...servicesMeans(store), instanceKey });
  const ctx: ServiceContext = { services, actor: { kind: "local", workspaceId: "default", role: "owner" } };
  return {
    store,
    services,
    ctx,

    async publish(graph: Graph): Promise<{ readonly id: string; readonly triggers: readonly TriggerRow[] }> {
      const { id } = await createWorkflow({ ctx, input: { graph } });
      await publishWorkflow({ ctx, input: { id } });
      return { id, triggers: await listTriggers({ ctx, input: { workflowId: id } }) };
    },

    async start(graph: Graph, input: Json): Promise<string> {
      const { id: workflowId } = await createWorkflow({ ctx, input: { graph } });
      return (await startRun({ ctx, input: { workflowId, input } })).runId;
    },

    /** The runs of a workflow, oldest first. */
    async runsOf(workflowId: string): Promise<readonly { readonly id: string; readonly status: string }[]> {
      const { rows } = await store.pool.query("SELECT id, status FROM run WHERE workflow_id = $1 ORDER BY id", [
        workflowId,
      ]);
      return rows;
    },

    async until(runId: string, isSo: (log: readonly RunEvent[]) => boolean, withinMs = 100_000) {
      const end = Date.now() + withinMs;
      for (;;) {
        const log = await store.log.read(runId, 0, 10_000);
        if (isSo(log)) return log;
        if (Date.now() > end) throw new Error(`not so within ${withinMs} ms: ${JSON.stringify(log)}`);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    },

    async close(): Promise<void> {
      await db.$disconnect();
      await store.close();
    },
  };
}

export type Publisher = ReturnType<typeof openPublisher>;
