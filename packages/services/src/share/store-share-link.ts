import { hashPassword } from "better-auth/crypto";
import { v7 as uuidv7 } from "uuid";
import { actorName, type NamedActor } from "../actor.ts";
import { longestPassword } from "../identity/check-password.ts";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { tokenSha } from "../trigger/trigger-token.ts";
import { inputJson } from "../workflow/input-json.ts";
import { writeAudit } from "../write-audit.ts";
import { workflowOfRow } from "./dashboard-target.ts";
import { newShareToken } from "./share-token.ts";

/** What a link can show. */
export type ShareKind = "run" | "template" | "dashboard";

const dayMs = 24 * 3_600_000;
const mostOpen = 1_000;
const shortest = 8;

/** How long a link is good, and what has to be known to open it. */
export interface ShareTerms {
  /** From 1 to 365. */
  readonly days: number;
  readonly password?: string;
}

/** A link as it was made; its token is told here once. */
export interface MadeShareLink {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * Writes a link to something that the actor may share. Throws `INVALID` (`PASSWORD`) and, at 1,000 open links, `CONFLICT`
 * (`SHARE_LINKS`).
 */
export async function storeShareLink(
  { db }: Pick<Services, "db">,
  actor: NamedActor,
  link: {
    readonly kind: ShareKind;
    readonly targetId: string;
    readonly name: string;
    /** What is shown, for ever: nothing is put to it when the link is opened. */
    readonly projection: object;
    readonly terms: ShareTerms;
  },
): Promise<MadeShareLink> {
  const { kind, targetId, terms } = link;
  const { workspaceId } = actor;
  const passwordHash = terms.password === undefined ? null : await hashOf(terms.password);
  const id = uuidv7();
  const token = newShareToken();
  const expiresAt = new Date(Date.now() + terms.days * dayMs);
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    const open = await tx.shareLink.count({
      where: { workspaceId, revokedAt: null, expiresAt: { gt: new Date() } },
    });
    if (open >= mostOpen) {
      throw new ServiceError("CONFLICT", "SHARE_LINKS", `There are ${open} open links. Close some first.`);
    }
    await tx.shareLink.create({
      data: {
        ...{ id, workspaceId, kind, targetId, passwordHash, expiresAt },
        tokenSha: tokenSha(token),
        projection: inputJson(link.projection),
        createdBy: actorName(actor),
      },
    });
    const detail = { ...auditedTarget(kind, targetId), name: link.name };
    await writeAudit(tx, { actor, verb: "share.create", subject: id, detail });
  });
  return { id, token, expiresAt: expiresAt.getTime() };
}

/** What the audit says of a link's target, beside its name. */
export function auditedTarget(kind: string, targetId: string): Readonly<Record<string, string>> {
  if (kind === "run") return { run: targetId };
  return kind === "dashboard" ? { dashboard: workflowOfRow(targetId) ?? "workspace" } : { workflow: targetId };
}

async function hashOf(password: string): Promise<string> {
  if (password.length < shortest || password.length > longestPassword) {
    const words = `A link's password has ${shortest} to ${longestPassword} characters.`;
    throw new ServiceError("INVALID", "PASSWORD", words);
  }
  return hashPassword(password);
}
