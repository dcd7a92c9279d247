import { type Actor, actorName } from "../actor.ts";
import { isRole, type Role } from "../permission-table.ts";
import type { Services } from "../service-context.ts";
import { wakeups } from "./wakeups.ts";

const slowPollMs = 5_000;

/**
 * Waits until the actor may less or more than when they were asked who they are: their session or key has ended, they are
 * no member any more, or have another role. Whoever can open the database stays who they are. Ends with the signal.
 */
export async function awaitChangeOfAccess(services: Services, actor: Actor, signal: AbortSignal): Promise<void> {
  if (actor.kind === "local") return untilAborted(signal);
  const ticks = wakeups(services.bus, { channel: "access", id: actorName(actor), pollMs: slowPollMs, signal });
  for await (const _ of ticks) if ((await presentRole(services, actor)) !== actor.role) return;
}

/** The role that the actor's session or key gives at this moment; null for none. */
async function presentRole(
  { pool }: Services,
  actor: Exclude<Actor, { readonly kind: "local" }>,
): Promise<Role | null> {
  const found = await (actor.kind === "user"
    ? pool.query<{ role: string }>({
        name: "role-of-session",
        text: `SELECT member.role FROM session JOIN member ON member.user_id = session.user_id
          WHERE session.id = $1 AND session.expires_at > now() AND member.workspace_id = $2`,
        values: [actor.sessionId, actor.workspaceId],
      })
    : pool.query<{ role: string }>({
        name: "role-of-key",
        text: `SELECT CASE WHEN created_by = 'local' THEN 'owner' ELSE member.role END AS role
          FROM api_key LEFT JOIN member
            ON 'user:' || member.user_id = api_key.created_by AND member.workspace_id = api_key.workspace_id
          WHERE id = $1 AND api_key.workspace_id = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
        values: [actor.keyId, actor.workspaceId],
      }));
  const role = found.rows[0]?.role ?? "";
  return isRole(role) ? role : null;
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
