import type { Prisma } from "@orrery/db";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { isAuditArea, verbsOf } from "./audit-areas.ts";
import { nameActors } from "./name-actors.ts";
import { nameSubjects } from "./name-subjects.ts";

export interface AuditRow {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  /** `user:…`, `key:…` or `local`. */
  readonly actor: string;
  /** What people call them: a name, an API key's name; null where neither is known any more. */
  readonly actorName: string | null;
  /** Such as `workflow.publish`. */
  readonly verb: string;
  readonly subject: string;
  /** What it was done to, as people know it; null where that is not known any more. */
  readonly subjectName: string | null;
  readonly detail: Readonly<Record<string, string>>;
}

export interface ListAuditInput {
  readonly actor?: string;
  /** See `audit-areas.ts`; others are passed over. */
  readonly area?: string;
  /** The id of the last line of the page before. */
  readonly cursor?: string;
  readonly limit?: number;
}

/** Who did what, when and to what, newest first. */
export async function listAudit({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: ListAuditInput;
}): Promise<{ readonly entries: readonly AuditRow[]; readonly next: string | null }> {
  const { workspaceId } = requirePermission(ctx.actor, "audit.read");
  const { actor, area, cursor, limit = 50 } = input;
  const where: Prisma.AuditEntryWhereInput = {
    workspaceId,
    ...(actor !== undefined && { actor }),
    ...(area !== undefined &&
      isAuditArea(area) && { OR: verbsOf(area).map((verb) => ({ verb: { startsWith: verb } })) }),
    ...(cursor !== undefined && { id: { lt: cursor } }),
  };
  const { db } = ctx.services;
  const rows = await db.auditEntry.findMany({ where, orderBy: { id: "desc" }, take: limit + 1 });
  const shown = rows.slice(0, limit).map((row) => ({ ...row, detail: textsOf(row.detail) }));
  const [actors, subjects] = await Promise.all([
    nameActors(db, workspaceId, shown),
    nameSubjects(db, workspaceId, shown),
  ]);
  return {
    entries: shown.map((row) => ({
      id: row.id,
      at: row.at.getTime(),
      actor: row.actor,
      actorName: actors.get(row.actor) ?? null,
      verb: row.verb,
      subject: row.subject,
      subjectName: row.detail.name ?? subjects.get(row.id) ?? null,
      detail: row.detail,
    })),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

function textsOf(detail: Prisma.JsonValue): Readonly<Record<string, string>> {
  if (typeof detail !== "object" || detail === null || Array.isArray(detail)) return {};
  return Object.fromEntries(
    Object.entries(detail).flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])),
  );
}
