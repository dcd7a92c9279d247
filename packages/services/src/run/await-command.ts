import type { Services } from "../service-context.ts";

const pollMs = 500;

/** Waits for the one event that answers a command. `saved`: none came in time; the command stays in the inbox. */
export async function awaitCommand(
  services: Services,
  wait: { readonly runId: string; readonly commandId: string; readonly withinMs: number },
): Promise<"taken" | "refused" | "saved"> {
  const deadline = Date.now() + wait.withinMs;
  let wake: () => void = () => {};
  const unsubscribe = services.bus.subscribe("run", (runId) => {
    if (runId === wait.runId) wake();
  });
  try {
    for (;;) {
      const rows = await services.db.$queryRaw<{ type: string }[]>`
        SELECT e.type FROM run_command c JOIN run_event e ON e.run_id = c.run_id AND e.seq = c.handled_seq
        WHERE c.run_id = ${wait.runId}::uuid AND c.id = ${wait.commandId}::uuid`;
      const type = rows[0]?.type;
      if (type !== undefined) return type === "command.refused" ? "refused" : "taken";
      if (Date.now() >= deadline) return "saved";
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    unsubscribe();
  }
}
