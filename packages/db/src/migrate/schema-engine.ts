import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as binding from "@prisma/schema-engine-wasm/schema_engine_bg";

let loaded: Promise<void> | undefined;

/**
 * Prisma's own schema engine, compiled to WebAssembly: the same code as the binary that `prisma migrate` downloads,
 * so it writes the genuine `_prisma_migrations` table.
 * @param databaseUrl the database it works on; it connects when it is first asked something.
 */
export async function openSchemaEngine(databaseUrl: string): Promise<binding.SchemaEngine> {
  loaded ??= instantiate();
  await loaded;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl }));
  return binding.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
}

/** The package's own entry imports the .wasm file as a module, which Node does not do yet. */
async function instantiate(): Promise<void> {
  const file = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    "./schema_engine_bg.js": { ...binding },
  });
  binding.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
}
