import { join } from "node:path";

/** The faults that can be made on purpose. Each is a file here that is loaded before the executor. */
export const plants = ["no-fence", "effect-first", "silent-resend"] as const;

/** @param plant one of `plants` */
export function plantFile(plant: string): string {
  return join(import.meta.dirname, `${plant}.ts`);
}
