import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as binding from "@prisma/schema-engine-wasm/schema_engine_bg";

let loaded: Promise<void> | undefined;

/**
 * Gives `work` Prisma's own schema engine, compiled to WebAssembly: the same code as the binary that `prisma migrate`
 * downloads, so it writes the genuine `_prisma_migrations` table. Its connections are closed when `work` ends.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  work: (engine: binding.SchemaEngine) => Promise<T>,
): Promise<T> {
  loaded ??= instantiate();
  await loaded;
  const factory = new WholeScripts({ connectionString: databaseUrl });
  try {
    const engine = await binding.SchemaEngine.new(
      { datamodels: undefined },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(factory),
    );
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await factory.close();
  }
}

type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/**
 * The adapter cuts a script at each semicolon, also within a function's body. Sent whole, as Prisma's binary does it,
 * Postgres parses it itself and takes all of it or nothing.
 */
class WholeScripts extends PrismaPg {
  readonly #opened: Adapter[] = [];

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    };
    this.#opened.push(adapter);
    return adapter;
  }

  /** The engine itself leaves its connections open. */
  async close(): Promise<void> {
    for (const adapter of this.#opened.splice(0)) await adapter.dispose();
  }
}

/** The package's own entry imports the .wasm file as a module, which Node does not do yet. */
async function instantiate(): Promise<void> {
  const file = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    "./schema_engine_bg.js": importsOfEngine(),
  });
  binding.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
}

function importsOfEngine(): Record<string, (...given: unknown[]) => unknown> {
  const imports: Record<string, (...given: unknown[]) => unknown> = {};
  for (const [name, value] of Object.entries<unknown>({ ...binding })) {
    if (typeof value !== "function") continue;
    imports[name] = (...given) => {
      const result: unknown = value(...given);
      if (name.startsWith("__wbg_setTimeout_")) letRest(result);
      return result;
    };
  }
  return imports;
}

/** The engine never clears the ten-second timer of its lock: it must not keep a finished process alive. */
function letRest(timer: unknown): void {
  if (typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function") {
    timer.unref();
  }
}
