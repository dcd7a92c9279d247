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
