import { cronTimes } from "@orrery/node-kit";
import { requirePermission } from "../actor.ts";
import { instanceSecret } from "../identity/instance-secret.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { sealText } from "./sealed-text.ts";
import { storedSpec } from "./stored-spec.ts";
import { newSigningKey, newToken, tokenSha } from "./trigger-token.ts";

export interface TriggerChange {
  readonly id: string;
  readonly enabled?: boolean;
  /** A new address, or a new key: the old one ends at once. */
  readonly renew?: "address" | "key";
}

/** Switches a trigger on or off, or gives it a new address or key. Throws `NOT_FOUND`, `INVALID`. */
export async function changeTrigger({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: TriggerChange;
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "workflow.write");
  const { db, bus } = ctx.services;
  const row = await db.trigger.findFirst({ where: { id: input.id, workspaceId: actor.workspaceId } });
  if (row === null) throw new ServiceError("NOT_FOUND", "TRIGGER", "There is no such trigger.");
  const spec = storedSpec(row.spec);
  if (input.renew !== undefined && spec.kind !== "webhook") {
    throw new ServiceError("INVALID", "TRIGGER", "Only a webhook has an address.");
  }
  const secret = input.renew === undefined ? "" : await instanceSecret(db);
  const token = newToken();
  const enabled = input.enabled ?? row.enabled;
  await db.$transaction(async (tx) => {
    await tx.trigger.update({
      where: { id: row.id },
      data: {
        enabled,
        ...(input.enabled === true && { lastProblem: null }),
        ...(spec.kind === "schedule" && {
          nextAt: enabled ? new Date(cronTimes(spec, Date.now(), 1)[0] ?? 8.64e15) : null,
        }),
        ...(input.renew === "address" && { tokenSha: tokenSha(token), tokenSealed: sealText(secret, token) }),
        ...(input.renew === "key" && { keySealed: sealText(secret, newSigningKey()) }),
      },
    });
    const what = input.renew === undefined ? (enabled ? "enable" : "disable") : `renew-${input.renew}`;
    await writeAudit(tx, { actor, verb: `trigger.${what}`, subject: row.id });
  });
  await bus.publish("trigger", [row.workflowId]);
}
