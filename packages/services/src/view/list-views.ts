import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** A list of runs that is looked at again and again. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** What stands after `?` in the address of the list; written by people, so it is read like any address. */
  readonly query: string;
  /** Whether everybody in the workspace has it, or only who asks. */
  readonly isForAll: boolean;
}

/** The views of the workspace, and those of who asks, by name. */
export async function listViews({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly SavedView[]> {
  const actor = requirePermission(ctx.actor, "run.read");
  const own = actor.kind === "user" ? [{ userId: actor.userId }] : [];
  const rows = await ctx.services.db.savedView.findMany({
    where: { workspaceId: actor.workspaceId, OR: [{ userId: null }, ...own] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, name, query, userId }) => ({ id, name, query, isForAll: userId === null }));
}
