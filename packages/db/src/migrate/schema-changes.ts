import { withSchemaEngine } from "./schema-engine.ts";

/**
 * The SQL that leads from one schema.prisma to another; empty when they make the same tables.
 * @param options.scratchUrl a server that the engine may connect to; it makes nothing there.
 * @param options.from the older schema's text, or undefined for none at all.
 * @param options.to the newer schema's text.
 */
export async function schemaChanges(options: {
  readonly scratchUrl: string;
  readonly from: string | undefined;
  readonly to: string;
}): Promise<string> {
  const { scratchUrl, from, to } = options;
  return withSchemaEngine(scratchUrl, async (engine) => {
    const result = await engine.diff({
      from:
        from === undefined ? { tag: "empty" } : { tag: "schemaDatamodel", files: [{ path: "from", content: from }] },
      to: { tag: "schemaDatamodel", files: [{ path: "to", content: to }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const script = result.stdout?.trim() ?? "";
    return script.startsWith("-- This is an empty migration") ? "" : script;
  });
}
