import { anything, type FieldSpec, type MemoryPlace, type MemoryScope, text } from "@orrery/node-kit";
import { z } from "zod";
import { templateText } from "./config-shapes.ts";
import { textOfValue } from "./text-of-value.ts";

/** The part of the config that says which memory is meant; the same for all types that use one. */
export const memoryPlaceConfig = {
  scope: z.enum(["workspace", "workflow", "person", "run"]).default("workspace"),
  memory: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/),
  person: templateText.exactOptional(),
};

export interface MemoryPlaceConfig {
  readonly scope: MemoryScope;
  readonly memory: string;
  readonly person?: string;
}

const scopes = [
  { value: "workspace", label: "The workspace" },
  { value: "workflow", label: "This workflow" },
  { value: "person", label: "One person" },
  { value: "run", label: "This run" },
];

export const memoryPlaceFields: readonly FieldSpec[] = [
  { path: "scope", label: "Belongs to", control: "choice", choices: scopes },
  {
    path: "memory",
    label: "Memory",
    help: "Its name: small letters, digits, - and _. It is made when it is first written to.",
    placeholder: "notes",
    control: "text",
    required: true,
  },
  {
    path: "person",
    label: "Person",
    help: "Whom it is about, where it belongs to one person: an address, a number.",
    placeholder: "{{ start.email }}",
    control: "text",
    expression: true,
    expressionKind: "template",
    expects: text,
  },
];

/** What metadata is, or has to have; of two types. */
export const metadataField = { control: "json", expression: true, expressionKind: "json", expects: anything } as const;

export function memoryGrant(
  { scope, memory }: MemoryPlaceConfig,
  may: "read" | "write",
): { readonly namespaces: readonly string[] } {
  return { namespaces: [may === "write" ? `${scope}/${memory}:write` : `${scope}/${memory}`] };
}

export function checkMemoryPlace({ scope, person = "" }: MemoryPlaceConfig) {
  return scope !== "person" || person.trim() !== ""
    ? []
    : [{ path: "person", code: "ORR_MEMORY_PERSON", message: "Say whom the memory is about: an address, a number." }];
}

/** For the card. */
export function memoryPlaceSummary({ scope, memory, person = "" }: MemoryPlaceConfig) {
  const whose = {
    workspace: "of the workspace",
    workflow: "of this workflow",
    run: "of this run",
    person: `of ${person}`,
  };
  return { text: `${memory} ${whose[scope]}` };
}

/** The place as the evaluated config gives it. */
export function memoryPlaceOf({
  scope,
  memory,
  person,
}: {
  readonly scope?: MemoryScope;
  readonly memory: string;
  readonly person?: unknown;
}): MemoryPlace {
  const whose = scope ?? "workspace";
  if (whose !== "person") return { scope: whose, name: memory };
  return {
    scope: whose,
    name: memory,
    person: typeof person === "string" ? person : textOfValue(typeof person === "number" ? person : null),
  };
}
