import { hashPassword } from "better-auth/crypto";
import { v7 as uuidv7 } from "uuid";
import { actorName } from "../actor.ts";
import { longestPassword } from "../identity/check-password.ts";
import { findRun } from "../run/find-run.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { tokenSha } from "../trigger/trigger-token.ts";
import { inputJson } from "../workflow/input-json.ts";
import { writeAudit } from "../write-audit.ts";
import type { ShareProjection } from "./share-projection.ts";
import { newShareToken } from "./share-token.ts";

const dayMs = 24 * 3_600_000;
const mostOpen = 1_000;
const shortest = 8;

export interface NewShareLink {
  readonly runId: string;
  readonly projection: ShareProjection;
  /** For how long, from 1 to 365. */
  readonly days: number;
  readonly password?: string;
}

/**
 * Makes a link by which whoever has it sees a run, without signing in. Its token is told here once; only its SHA-256 is
 * stored. Throws `NOT_FOUND`, `INVALID` (`PASSWORD`) and, at 1,000 open links, `CONFLICT` (`SHARE_LINKS`).
 */
export async function makeShareLink({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: NewShareLink;
}): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: number }> {
  const { actor, row } = await findRun(ctx, "share.manage", input.runId);
  const { workspaceId } = actor;
  const passwordHash = input.password === undefined ? null : await hashOf(input.password);
  const id = uuidv7();
  const token = newShareToken();
  const expiresAt = new Date(Date.now() + input.days * dayMs);
  const { inputs, outputs, usage } = input.projection;
  await ctx.services.db.$transaction(async (tx) => {
    const open = await tx.shareLink.count({
      where: { workspaceId, revokedAt: null, expiresAt: { gt: new Date() } },
    });
    if (open >= mostOpen) {
      throw new ServiceError("CONFLICT", "SHARE_LINKS", `There are ${open} open links. Close some first.`);
    }
    await tx.shareLink.create({
      data: {
        id,
        workspaceId,
        kind: "run",
        targetId: row.id,
        tokenSha: tokenSha(token),
        projection: inputJson({ inputs, outputs, usage }),
        passwordHash,
        createdBy: actorName(actor),
        expiresAt,
      },
    });
    await writeAudit(tx, { actor, verb: "share.create", subject: id, detail: { run: row.id, name: row.name } });
  });
  return { id, token, expiresAt: expiresAt.getTime() };
}

async function hashOf(password: string): Promise<string> {
  if (password.length < shortest || password.length > longestPassword) {
    const words = `A link's password has ${shortest} to ${longestPassword} characters.`;
    throw new ServiceError("INVALID", "PASSWORD", words);
  }
  return hashPassword(password);
}
