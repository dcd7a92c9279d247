import { type Chunking, defaultChunking, memoryNamespace } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Makes an empty knowledge base: a memory of the workspace that holds documents and that runs only read. Throws `CONFLICT`. */
export async function createKnowledge({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly name: string; readonly embedder?: string; readonly chunking?: Chunking };
}): Promise<{ readonly id: string }> {
  const actor = requirePermission(ctx.actor, "memory.write");
  const { workspaceId } = actor;
  const { name, embedder = "offline", chunking = defaultChunking } = input;
  if (!/^[a-z][a-z0-9_-]{0,63}$/.test(name)) {
    throw new ServiceError("INVALID", "MEMORY_NAME", "A name has small letters, digits, - and _, such as handbook.");
  }
  const { id, scope, subject } = memoryNamespace({ workspaceId, scope: "workspace", name, subject: "" });
  await ctx.services.db.$transaction(async (tx) => {
    if ((await tx.memoryNamespace.count({ where: { id } })) > 0) {
      throw new ServiceError("CONFLICT", "MEMORY_TAKEN", `There is a memory “${name}” already.`);
    }
    const kind = { kind: "knowledge", runs: "read", embedder, chunking: { ...chunking } };
    await tx.memoryNamespace.create({ data: { id, workspaceId, scope, name, subject, ...kind } });
    await writeAudit(tx, { actor, verb: "memory.create-knowledge", subject: id });
  });
  return { id };
}
