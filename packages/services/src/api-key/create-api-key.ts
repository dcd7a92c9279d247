import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { KeyScope } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { tokenSha } from "../trigger/trigger-token.ts";
import { writeAudit } from "../write-audit.ts";

const mostKeys = 200;
const dayMs = 24 * 3_600_000;

export interface NewApiKey {
  readonly name: string;
  /** At least one; reading and running where left out. */
  readonly scopes?: readonly KeyScope[];
  /** After which it is refused; it stays good without. */
  readonly days?: number;
}

/**
 * Makes a key for programs in this workspace. It is told here once; only its SHA-256 is stored. It never may more than who
 * made it, as long as they are a member. Throws `CONFLICT` (`KEYS`) at 200 of one's own.
 */
export async function createApiKey({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: NewApiKey;
}): Promise<{ readonly id: string; readonly key: string }> {
  const actor = requirePermission(ctx.actor, "key.own");
  const { workspaceId } = actor;
  const { name, scopes = ["read", "run"], days } = input;
  if (scopes.length === 0) throw new ServiceError("INVALID", "SCOPES", "Choose what the key is for.");
  const id = uuidv7();
  const key = `orrery_${randomBytes(32).toString("base64url")}`;
  const createdBy = actorName(actor);
  await ctx.services.db.$transaction(async (tx) => {
    const held = await tx.apiKey.count({ where: { workspaceId, createdBy, revokedAt: null } });
    if (held >= mostKeys) throw new ServiceError("CONFLICT", "KEYS", `You have ${held} keys. Revoke some first.`);
    await tx.apiKey.create({
      data: {
        ...{ id, workspaceId, name, createdBy, keySha: tokenSha(key), hint: key.slice(-4) },
        scopes: [...new Set(scopes)],
        expiresAt: days === undefined ? null : new Date(Date.now() + days * dayMs),
      },
    });
    await writeAudit(tx, { actor, verb: "key.create", subject: id, detail: { name, scopes: scopes.join(", ") } });
  });
  return { id, key };
}
