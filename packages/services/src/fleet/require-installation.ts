import { type Actor, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

/** The workspace whose owner runs the installation: the first migration makes it. */
const first = "default";

/**
 * What holds for all workspaces together is set by the owner of the first one. Throws `UNAUTHENTICATED`, and `FORBIDDEN` for
 * everybody else.
 */
export function requireInstallation(ctx: ServiceContext): Actor {
  const actor = requirePermission(ctx.actor, "target.manage");
  if (actor.workspaceId === first) return actor;
  throw new ServiceError("FORBIDDEN", "INSTALLATION", "Only the owner of this installation may set this.");
}
