import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { findComment } from "./find-comment.ts";

/** Puts what one has said in other words. Throws `NOT_FOUND`; `FORBIDDEN` (`NOT_YOURS`) for what others have said. */
export async function editComment({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly text: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "comment.write");
  const row = await findComment(ctx.services.db, actor, input.id);
  if (row.author !== actorName(actor)) {
    throw new ServiceError("FORBIDDEN", "NOT_YOURS", "Only who said something can put it in other words.");
  }
  await ctx.services.db.comment.updateMany({
    where: { id: row.id },
    data: { text: input.text, editedAt: new Date() },
  });
  await ctx.services.bus.publish("comment", [row.workflowId]);
}
