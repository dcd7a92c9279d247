import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { viewOwner } from "./view-owner.ts";

const mostViews = 100;

/**
 * Keeps a list of runs under a name: for who asks, or for everybody, which takes an editor. Throws `FORBIDDEN`
 * (`PERSON_ONLY`: only people have views of their own) and, at 100 of them, `CONFLICT` (`VIEWS`).
 */
export async function saveView({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly name: string; readonly query: string; readonly isForAll: boolean };
}): Promise<{ readonly id: string }> {
  const { isForAll } = input;
  const actor = requirePermission(ctx.actor, isForAll ? "view.manage" : "run.read");
  const userId = viewOwner(actor, isForAll);
  const { workspaceId } = actor;
  const id = uuidv7();
  await ctx.services.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    const there = await tx.savedView.count({ where: { workspaceId, userId } });
    if (there >= mostViews) {
      throw new ServiceError("CONFLICT", "VIEWS", `There are ${there} views already. Delete one you no longer use.`);
    }
    const { name, query } = input;
    await tx.savedView.create({ data: { id, workspaceId, userId, name, query, createdBy: actorName(actor) } });
    if (isForAll) await writeAudit(tx, { actor, verb: "view.save", subject: id, detail: { name } });
  });
  return { id };
}
