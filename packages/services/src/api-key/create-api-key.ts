import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { tokenSha } from "../trigger/trigger-token.ts";
import { writeAudit } from "../write-audit.ts";

/** Makes a key of the REST interface for this workspace. It is told here once; only its SHA-256 is stored. */
export async function createApiKey({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly name: string };
}): Promise<{ readonly id: string; readonly key: string }> {
  const actor = requirePermission(ctx.actor, "key.manage");
  const id = uuidv7();
  const key = `orrery_${randomBytes(32).toString("base64url")}`;
  await ctx.services.db.$transaction(async (tx) => {
    await tx.apiKey.create({
      data: {
        id,
        workspaceId: actor.workspaceId,
        name: input.name,
        keySha: tokenSha(key),
        hint: key.slice(-4),
        createdBy: actorName(actor),
      },
    });
    await writeAudit(tx, { actor, verb: "key.create", subject: id });
  });
  return { id, key };
}
