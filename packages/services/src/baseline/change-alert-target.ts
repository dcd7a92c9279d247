import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { inputJson } from "../workflow/input-json.ts";
import { writeAudit } from "../write-audit.ts";
import { type AlertTargetInput, checkAlertTarget, findAlertTarget, placeColumns } from "./alert-target.ts";

/** Changes who is told, and of what. What is in the outbox already goes to the new place. Throws `INVALID` and `NOT_FOUND`. */
export async function changeAlertTarget({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: AlertTargetInput & { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "alert.manage");
  const { id } = await findAlertTarget(ctx.services, actor.workspaceId, input.id);
  const { name, place, credential, kinds, quietMinutes, enabled } = await checkAlertTarget(
    ctx.services,
    actor.workspaceId,
    input,
  );
  const columns = placeColumns(place);
  await ctx.services.db.$transaction(async (tx) => {
    await tx.alertTarget.updateMany({
      where: { id, workspaceId: actor.workspaceId },
      data: {
        ...{ name, credential, kinds: [...kinds], quietMinutes, enabled },
        ...{ channel: columns.channel, place: inputJson(columns.place) },
      },
    });
    await writeAudit(tx, { actor, verb: "alert.change", subject: id, detail: { name } });
  });
}
