import type { MemoryNamespace, MemoryScope } from "@orrery/node-kit";
import type { Services } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

/** A namespace of the workspace with what verbs need of it. Throws `NOT_FOUND`. */
export async function findMemory(services: Pick<Services, "db">, workspaceId: string, id: string) {
  const row = await services.db.memoryNamespace.findFirst({ where: { id, workspaceId } });
  if (row === null) throw new ServiceError("NOT_FOUND", "MEMORY", "There is no such memory.");
  const namespace: MemoryNamespace = {
    id: row.id,
    workspaceId,
    scope: scopeOf(row.scope),
    name: row.name,
    subject: row.subject,
  };
  return { row, namespace };
}

export function scopeOf(text: string): MemoryScope {
  return text === "workflow" || text === "person" || text === "run" ? text : "workspace";
}

/** For verbs that search or embed. Throws where this process cannot. */
export function memoryOf(services: Services): NonNullable<Services["memory"]> {
  if (services.memory !== null) return services.memory;
  throw new ServiceError("INVALID", "MEMORY_ELSEWHERE", "Memory is looked at in the studio.");
}
