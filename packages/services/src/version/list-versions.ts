import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

export interface VersionRow {
  readonly number: number;
  readonly name: string;
  readonly note: string;
  /** `user:…` or `local`, and the person's name where it is known. */
  readonly publishedBy: string;
  readonly publishedByName: string | null;
  /** Epoch ms. */
  readonly publishedAt: number;
  readonly planHash: string;
  /** Where the draft stood. */
  readonly draftSeq: number;
}

/**
 * The published versions of a workflow, newest first; `changes` counts the edits of the draft since the newest. Throws
 * `NOT_FOUND`.
 */
export async function listVersions({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<{ readonly versions: readonly VersionRow[]; readonly changes: number }> {
  const actor = requirePermission(ctx.actor, "workflow.read");
  const { db } = ctx.services;
  const workflow = await db.workflow.findFirst({
    where: { id: input.id, workspaceId: actor.workspaceId, deletedAt: null },
    select: { draftSeq: true, versions: { orderBy: { number: "desc" }, take: 200 } },
  });
  if (workflow === null) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  const ids = workflow.versions.flatMap(({ publishedBy }) => /^user:(.*)$/.exec(publishedBy)?.[1] ?? []);
  const people = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const nameOf = new Map(people.map(({ id, name }) => [`user:${id}`, name]));
  return {
    changes: workflow.draftSeq - (workflow.versions[0]?.draftSeq ?? 0),
    versions: workflow.versions.map((row) => ({
      number: row.number,
      name: row.name,
      note: row.note,
      publishedBy: row.publishedBy,
      publishedByName: nameOf.get(row.publishedBy) ?? null,
      publishedAt: row.publishedAt.getTime(),
      planHash: row.planHash,
      draftSeq: row.draftSeq,
    })),
  };
}
