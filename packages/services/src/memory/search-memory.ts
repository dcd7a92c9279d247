import type { MemoryAnswer } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { findMemory, memoryOf } from "./find-memory.ts";

const mostHits = 20;
const timeoutMs = 30_000;

/** What Recall would find, with why; nothing is noted as read. */
export async function searchMemory({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly memoryId: string; readonly query: string };
}): Promise<MemoryAnswer> {
  const { workspaceId } = requirePermission(ctx.actor, "memory.read");
  const { namespace } = await findMemory(ctx.services, workspaceId, input.memoryId);
  if (input.query.trim() === "") return { hits: [], rankings: [], embedder: "", compared: "exact" };
  const signal = AbortSignal.timeout(timeoutMs);
  return memoryOf(ctx.services).recall({ namespace, query: input.query, limit: mostHits, signal });
}
