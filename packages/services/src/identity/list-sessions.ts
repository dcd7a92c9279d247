import { requirePerson } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

export interface SessionRow {
  readonly id: string;
  /** The one that asks. */
  readonly isThis: boolean;
  readonly userAgent: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Where one is signed in, the latest first. */
export async function listSessions({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly SessionRow[]> {
  const actor = requirePerson(ctx.actor);
  const rows = await ctx.services.db.session.findMany({
    where: { userId: actor.userId, expiresAt: { gt: new Date() } },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    take: 100,
  });
  return rows.map(({ id, userAgent, createdAt, expiresAt }) => ({
    id,
    isThis: id === actor.sessionId,
    userAgent: userAgent === null || userAgent === "" ? null : userAgent.slice(0, 300),
    createdAt: createdAt.getTime(),
    expiresAt: expiresAt.getTime(),
  }));
}
