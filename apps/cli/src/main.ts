import { resolve } from "node:path";

/** Runs a verb with the words after it; gives the exit code. Each is loaded only when it is asked for. */
type Verb = (words: readonly string[]) => Promise<number>;

const ROOT = resolve(import.meta.dirname, "../../..");

const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  check: async () => (await import("./check/check-verb.ts")).checkVerb,
  plan: async () => (await import("./plan/plan-verb.ts")).planVerb,
  run: async () => {
    const { runVerb } = await import("./run/run-verb.ts");
    return (words) => runVerb(words, ROOT);
  },
  up: async () => {
    const { upVerb } = await import("./up/up-verb.ts");
    return (words) => upVerb(words, ROOT);
  },
  build: async () => {
    const { buildVerb } = await import("./serve/build-verb.ts");
    return (words) => buildVerb(words, ROOT);
  },
  migrate: async () => {
    const { migrateVerb } = await import("./serve/migrate-verb.ts");
    return (words) => migrateVerb(words, ROOT);
  },
  studio: async () => {
    const { serveVerb } = await import("./serve/serve-verb.ts");
    return (words) => serveVerb("studio", words, ROOT);
  },
  executor: async () => {
    const { serveVerb } = await import("./serve/serve-verb.ts");
    return (words) => serveVerb("executor", words, ROOT);
  },
  "sign-in": async () => (await import("./serve/sign-in-verb.ts")).signInVerb,
  password: async () => {
    const { passwordVerb } = await import("./serve/password-verb.ts");
    return (words) => passwordVerb(words, ROOT);
  },
  keys: async () => {
    const { keysVerb } = await import("./keys/keys-verb.ts");
    return (words) => keysVerb(words, ROOT);
  },
  export: async () => {
    const { exportVerb } = await import("./export/export-verb.ts");
    return (words) => exportVerb(words, ROOT);
  },
  gallery: async () => (await import("./gallery/gallery-verb.ts")).galleryVerb,
  import: async () => (await import("./import/import-verb.ts")).importVerb,
  archive: async () => (await import("./archive/archive-verb.ts")).archiveVerb,
};

// Whoever reads our lines may leave early (`orrery plan x | head`): what was started is still ended in order.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

const [name = "", ...words] = process.argv.slice(2);
const load = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
if (load === undefined) {
  console.error(`Usage: pnpm orrery <${Object.keys(VERBS).join(" | ")}> ...`);
  process.exit(2);
}
const verb = await load();
process.exit(await verb(words));
