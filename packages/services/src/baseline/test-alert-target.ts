import { testAlert } from "@orrery/db/baseline";
import { v7 as uuidv7 } from "uuid";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { inputJson } from "../workflow/input-json.ts";
import { writeAudit } from "../write-audit.ts";
import { findAlertTarget } from "./alert-target.ts";

const mostUnsent = 5;

/**
 * Puts a test alert into the outbox, which goes the way of all alerts, also where the target is off; the list of deliveries
 * says how it went. Throws `NOT_FOUND`, and `CONFLICT` while five are not sent yet.
 */
export async function testAlertTarget({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<{ readonly deliveryId: string }> {
  const actor = requirePermission(ctx.actor, "alert.manage");
  const { id: targetId, name } = await findAlertTarget(ctx.services, actor.workspaceId, input.id);
  const id = uuidv7();
  const body = testAlert(Date.now());
  await ctx.services.db.$transaction(async (tx) => {
    const unsent = await tx.alertDelivery.count({ where: { targetId, kind: "test", status: "due" } });
    if (unsent >= mostUnsent) {
      throw new ServiceError("CONFLICT", "ALERT_TESTS", "The tests before this one have not been sent yet.");
    }
    await tx.alertDelivery.create({ data: { id, targetId, kind: "test", subjects: [], body: inputJson(body) } });
    await writeAudit(tx, { actor, verb: "alert.test", subject: targetId, detail: { name } });
  });
  return { deliveryId: id };
}
