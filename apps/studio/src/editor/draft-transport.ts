import type { AppRouter } from "@orrery/api";
import type { DocumentTransport } from "@orrery/canvas";
import type { TRPCClient } from "@trpc/client";

/** How a document of the canvas reaches the workflow's draft log. */
export function createDraftTransport(client: TRPCClient<AppRouter>, workflowId: string): DocumentTransport {
  return {
    push(commands) {
      const after = Math.min(...commands.map((command) => command.baseSeq));
      return client.workflow.push.mutate({ id: workflowId, after, commands: [...commands] });
    },
    pull: (after) => client.workflow.pull.query({ id: workflowId, after }),
  };
}
