import type { RunStore } from "@orrery/db/run-log";
import { catalog } from "@orrery/nodes/catalog";
import { createCompiler } from "@orrery/plan";
import type { Services } from "@orrery/services";

/** What the verbs of an executor stand on, beside the Prisma client. Models are listed and tried in the studio only. */
export function servicesMeans(store: RunStore) {
  return {
    pool: store.pool,
    catalog,
    compile: createCompiler({ catalog }).compile,
    models: {
      list: () => Promise.resolve([]),
      test: () =>
        Promise.resolve({ ok: false, code: "MODEL_UNKNOWN", message: "Models are tried in the studio." } as const),
    },
    bus: store.bus,
    log: store.log,
    values: store.values,
    archives: store.archives,
  };
}

/** The verbs of this process, loaded at the first call: an executor that nobody asks by REST has no Prisma client. */
export async function openServices(store: RunStore, maxQueued: number): Promise<Services> {
  const [{ createDb }, { createServices }] = await Promise.all([import("@orrery/db"), import("@orrery/services")]);
  return createServices({ db: createDb(store.pool), ...servicesMeans(store), maxQueued });
}
