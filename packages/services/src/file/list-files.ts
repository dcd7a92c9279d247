import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

export interface FileRow {
  readonly name: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Epoch ms. */
  readonly writtenAt: number;
  /** The run that wrote it. */
  readonly runId: string | null;
}

const pageSize = 100;

/** Files of the workspace by name, those whose names begin so and come after another, a hundred at a time. */
export async function listFiles({
  ctx,
  input = {},
}: {
  readonly ctx: ServiceContext;
  readonly input?: { readonly prefix?: string; readonly after?: string };
}): Promise<{ readonly files: readonly FileRow[]; readonly more: boolean }> {
  const { workspaceId } = requirePermission(ctx.actor, "file.read");
  const { prefix = "", after = "" } = input;
  const rows = await ctx.services.db.workspaceFile.findMany({
    where: { workspaceId, name: { startsWith: prefix, gt: after } },
    orderBy: { name: "asc" },
    take: pageSize + 1,
  });
  const files = rows.slice(0, pageSize).map(({ name, sha256, mediaType, bytes, writtenAt, runId }) => ({
    name,
    sha256,
    mediaType,
    bytes,
    writtenAt: writtenAt.getTime(),
    runId,
  }));
  return { files, more: rows.length > pageSize };
}
