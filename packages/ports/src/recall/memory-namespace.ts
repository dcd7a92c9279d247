import type { MemoryNamespace } from "@orrery/node-kit";
import { derivedId } from "../derived-id.ts";

/** A namespace with the id that follows from its name, so that all who make it make the same one. */
export function memoryNamespace(named: Omit<MemoryNamespace, "id">): MemoryNamespace {
  const { workspaceId, scope, name, subject } = named;
  return { ...named, id: derivedId(0, `memory ${JSON.stringify([workspaceId, scope, name, subject])}`) };
}
