import { join } from "node:path";
import type { Guard } from "./guard.ts";
import { startProcess } from "./managed-process.ts";
import { openSeat, type Seat } from "./seat.ts";
import type { Undo } from "./undo.ts";

/** The studio's door in its seat, on a port that stays the same. */
export async function openStudioSeat(
  undo: Undo,
  options: {
    readonly databaseUrl: string;
    readonly port: number;
    readonly guard: Guard;
    readonly onCrash: (words: string) => void;
  },
): Promise<Seat> {
  const env = { DATABASE_URL: options.databaseUrl, PORT: String(options.port) };
  const seat = openSeat(
    () => options.guard.watch(startProcess(join(import.meta.dirname, "studio-door.ts"), env, "Door open")),
    (words) => options.onCrash(`The studio's door ${words}`),
  );
  undo.push(() => seat.close());
  await seat.present().ready;
  return seat;
}
