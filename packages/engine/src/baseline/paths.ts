import { decayed, noWeight, type Weight, withOneMore } from "./decay.ts";

/** A way out that is taken in fewer runs than this is worth telling. */
const seldom = 1 / 200;
/** A switch may have many cases; the ones that weigh least are forgotten first. */
const mostHandles = 60;

/** In how many runs each way out of a node was taken. Plain JSON. */
export interface Paths {
  readonly weight: Weight;
  readonly handles: Readonly<Record<string, number>>;
}

export const emptyPaths: Paths = { weight: noWeight, handles: {} };

export function withHandles({ weight, handles }: Paths, taken: readonly string[]): Paths {
  const next = new Map(Object.entries(handles).map(([handle, amount]) => [handle, decayed(amount)]));
  for (const handle of new Set(taken)) next.set(handle, (next.get(handle) ?? 0) + 1);
  const heaviest = [...next].sort(([, one], [, other]) => other - one).slice(0, mostHandles);
  return { weight: withOneMore(weight), handles: Object.fromEntries(heaviest) };
}

/** How likely a run takes this way: Krichevsky and Trofimov's estimate (1981), which is never zero. */
export function likelihood({ weight, handles }: Paths, handle: string): number {
  return ((handles[handle] ?? 0) + 0.5) / (weight.sum + 1);
}

/**
 * The most surprising of the ways taken, where it is one that hardly any run takes; null otherwise. A way that was taken
 * before counts with what it weighs, so one that goes on being taken stops to surprise, and of 1,000 runs no more than about
 * five are told for a way that is taken at random. One that was never seen surprises after 99 runs without it.
 */
export function surprise(
  paths: Paths,
  taken: readonly string[],
): { readonly handle: string; readonly usual: number } | null {
  let found: { handle: string; usual: number } | null = null;
  for (const handle of taken) {
    const usual = likelihood(paths, handle);
    if (usual <= seldom && (found === null || usual < found.usual)) found = { handle, usual };
  }
  return found;
}
