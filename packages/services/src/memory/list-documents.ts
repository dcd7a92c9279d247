import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { findMemory } from "./find-memory.ts";

export interface DocumentRow {
  readonly id: string;
  readonly name: string;
  readonly url: string | null;
  readonly bytes: number;
  /** `queued`, `recut` (waits to be cut again), `reading`, `ready` or `failed`. */
  readonly status: string;
  readonly problem: string | null;
  readonly chunks: number;
  /** How many of the chunks can be found by meaning. */
  readonly embedded: number;
  /** Epoch ms. */
  readonly updatedAt: number;
}

/** The documents of a knowledge base, the last added first, at most 500. */
export async function listDocuments({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly memoryId: string };
}): Promise<readonly DocumentRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "memory.read");
  const { row } = await findMemory(ctx.services, workspaceId, input.memoryId);
  const found = await ctx.services.db.memoryDocument.findMany({
    where: { namespaceId: row.id },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 500,
    select: {
      id: true,
      name: true,
      url: true,
      bytes: true,
      status: true,
      problem: true,
      chunks: true,
      embedded: true,
      updatedAt: true,
    },
  });
  return found.map((document) => ({ ...document, updatedAt: document.updatedAt.getTime() }));
}
