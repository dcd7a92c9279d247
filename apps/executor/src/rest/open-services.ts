import type { RunStore } from "@orrery/db/run-log";
import { catalog } from "@orrery/nodes/catalog";
import { createCompiler } from "@orrery/plan";
import type { Services } from "@orrery/services";

/** The verbs of this process, loaded at the first call: an executor that nobody asks by REST has no Prisma client. */
export async function openServices(store: RunStore, maxQueued: number): Promise<Services> {
  const [{ createDb }, { createServices }] = await Promise.all([import("@orrery/db"), import("@orrery/services")]);
  const compiler = createCompiler({ catalog });
  return createServices({
    db: createDb(store.pool),
    pool: store.pool,
    catalog,
    compile: compiler.compile,
    models: {
      list: () => Promise.resolve([]),
      test: () => Promise.resolve({ ok: false, code: "MODEL_UNKNOWN", message: "Models are tried in the studio." }),
    },
    bus: store.bus,
    log: store.log,
    values: store.values,
    archives: store.archives,
    maxQueued,
  });
}
