import type { Catalog, NodeDefinition } from "@orrery/node-kit";

/** The types that a workflow is made of which another one calls, found by their traits, with the fields that matter here. */
export interface ExtractTypes {
  /** Starts the new workflow with what it is given. */
  readonly entry: NodeDefinition;
  readonly schemaField: string;
  /** Gives its result. */
  readonly output: NodeDefinition;
  readonly valueField: string;
  /** Calls it. */
  readonly caller: NodeDefinition;
  readonly workflowField: string;
  readonly versionField: string;
  readonly inputField: string;
}

/** Null where the catalogue has no such types. */
export function extractTypes(catalog: Catalog): ExtractTypes | null {
  for (const caller of catalog.types) {
    const inputField = caller.calls?.(caller.initial).inputField;
    const workflowField = caller.fields.find(({ control }) => control === "workflow")?.path;
    const versionField = caller.fields.find(({ control }) => control === "number")?.path;
    if (inputField === undefined || workflowField === undefined || versionField === undefined) continue;
    const entry = catalog.types.find((type) => type.traits.role === "entry" && type.inputSchema && !type.trigger);
    const output = catalog.types.find((type) => type.traits.role === "output");
    const schemaField = entry?.fields.find(({ control }) => control === "json-schema")?.path;
    const valueField = output?.fields.find(({ expression }) => expression)?.path;
    if (!entry || !output || schemaField === undefined || valueField === undefined) continue;
    return { entry, schemaField, output, valueField, caller, workflowField, versionField, inputField };
  }
  return null;
}
