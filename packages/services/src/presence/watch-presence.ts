import { requirePerson } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { getWorkflow } from "../workflow/get-workflow.ts";
import { type PresenceSign, readPresenceText } from "./presence-sign.ts";

/** More than this much unread is older than anybody wants to know. */
const mostUnread = 200;

/**
 * Signs of all who have a workflow open, one's own included, from now on. Begins with null: from then on nothing is missed,
 * so whoever hears it says hello; and again when the bus was away. Throws `NOT_FOUND`, `FORBIDDEN`.
 */
export async function* watchPresence(
  ctx: ServiceContext,
  workflowId: string,
  signal: AbortSignal,
): AsyncGenerator<PresenceSign | null> {
  requirePerson(ctx.actor);
  const unread: (PresenceSign | null)[] = [];
  let wake: () => void = () => {};
  const hear = (sign: PresenceSign | null): void => {
    unread.push(sign);
    if (unread.length > mostUnread) unread.shift();
    wake();
  };
  const { bus } = ctx.services;
  const stops = [
    bus.onReconnect(() => hear(null)),
    bus.subscribe("presence", (text) => {
      const sign = readPresenceText(workflowId, text);
      if (sign !== null) hear(sign);
    }),
  ];
  const onAbort = (): void => wake();
  signal.addEventListener("abort", onAbort);
  try {
    await getWorkflow({ ctx, input: { id: workflowId } });
    yield null;
    while (!signal.aborted) {
      const sign = unread.shift();
      if (sign !== undefined) {
        yield sign;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (unread.length > 0 || signal.aborted) resolve();
      });
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    for (const stop of stops) stop();
  }
}
