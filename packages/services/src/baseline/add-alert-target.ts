import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { inputJson } from "../workflow/input-json.ts";
import { writeAudit } from "../write-audit.ts";
import { type AlertTargetInput, checkAlertTarget, placeColumns } from "./alert-target.ts";

const mostTargets = 50;

/** Adds somebody who is told of what is other than usual. Throws `INVALID`, and `CONFLICT` at 50 of them. */
export async function addAlertTarget({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: AlertTargetInput;
}): Promise<{ readonly id: string }> {
  const actor = requirePermission(ctx.actor, "alert.manage");
  const { workspaceId } = actor;
  const { name, place, credential, kinds, quietMinutes, enabled } = await checkAlertTarget(
    ctx.services,
    workspaceId,
    input,
  );
  const id = uuidv7();
  const columns = placeColumns(place);
  await ctx.services.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    if ((await tx.alertTarget.count({ where: { workspaceId } })) >= mostTargets) {
      throw new ServiceError("CONFLICT", "ALERT_TARGETS", `A workspace has at most ${mostTargets} alerts.`);
    }
    await tx.alertTarget.create({
      data: {
        ...{ id, workspaceId, name, credential, kinds: [...kinds], quietMinutes, enabled },
        ...{ channel: columns.channel, place: inputJson(columns.place), createdBy: actorName(actor) },
      },
    });
    await writeAudit(tx, { actor, verb: "alert.add", subject: id, detail: { name } });
  });
  return { id };
}
