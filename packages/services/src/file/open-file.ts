import { createFiles, sqlDatabase } from "@orrery/db";
import { fileNameProblem } from "@orrery/node-kit";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

/** What a file of the workspace holds, in pieces. Throws `NOT_FOUND`. */
export async function openFile({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly name: string };
}): Promise<{ readonly mediaType: string; readonly bytes: number; readonly pieces: AsyncIterable<Uint8Array> }> {
  const { workspaceId } = requirePermission(ctx.actor, "file.read");
  const files = createFiles(sqlDatabase(ctx.services.pool));
  const found = fileNameProblem(input.name) === null ? await files.find(workspaceId, input.name) : null;
  const opened = found === null ? null : await files.open(workspaceId, found.sha256);
  if (found === null || opened === null) throw new ServiceError("NOT_FOUND", "FILE", "There is no such file.");
  return { mediaType: found.mediaType, ...opened };
}
