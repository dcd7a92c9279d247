import type { AppRouter } from "@orrery/api";
import { type DocumentTransport, TransportRefusal } from "@orrery/canvas";
import { type TRPCClient, TRPCClientError } from "@trpc/client";

/**
 * How a document of the canvas reaches the workflow's draft log, in the name of `userId` alone: after a session has ended it
 * is made sure who has signed in before anything is sent. Empty: whoever it is.
 */
export function createDraftTransport(
  client: TRPCClient<AppRouter>,
  workflowId: string,
  userId: string,
): DocumentTransport {
  let isUnsure = false;

  async function ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (isUnsure) await knowAgain();
      return await work();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.reason === "SIGNED_OUT") isUnsure = true;
      throw refusal ?? error;
    }
  }

  async function knowAgain(): Promise<void> {
    const account = await client.account.get.query();
    if (userId !== "" && account.userId !== userId) {
      throw new TransportRefusal("SOMEBODY_ELSE", "Somebody else has signed in.");
    }
    isUnsure = false;
  }

  return {
    push: (commands) =>
      ask(() => {
        const after = Math.min(...commands.map((command) => command.baseSeq));
        return client.workflow.push.mutate({ id: workflowId, after, commands: [...commands] });
      }),
    pull: (after) => ask(() => client.workflow.pull.query({ id: workflowId, after })),
    check: () =>
      ask(async () => {
        const { seq } = await client.workflow.pull.query({ id: workflowId, after: 0 });
        await client.workflow.push.mutate({ id: workflowId, after: seq, commands: [] });
      }),
  };
}

/** What the server's answer says of all further edits; null where it did not answer, or not for good. */
function refusalOf(error: unknown): TransportRefusal | null {
  if (error instanceof TransportRefusal) return error;
  if (!(error instanceof TRPCClientError)) return null;
  switch (error.data?.code) {
    case "UNAUTHORIZED":
      return new TransportRefusal("SIGNED_OUT", error.message);
    case "FORBIDDEN":
      return new TransportRefusal("FORBIDDEN", error.message);
    case "NOT_FOUND":
      return new TransportRefusal("GONE", error.message);
    case "BAD_REQUEST":
    case "UNPROCESSABLE_CONTENT":
    case "PAYLOAD_TOO_LARGE":
      return new TransportRefusal("REFUSED", error.message);
    default:
      return null;
  }
}
