/** Which runs of a list are ticked, also on other pages of it. */
export interface RunChoice {
  readonly ids: ReadonlySet<string>;
  /** The one that was ticked or unticked last: where a range begins. */
  readonly last: string | null;
}

export const NOTHING_TICKED: RunChoice = { ids: new Set(), last: null };

/**
 * The choice after a run was ticked or unticked. As a range, all from the last one to it follow, in the order of `shown`;
 * where the last one is not shown, it alone.
 */
export function tick(
  { ids, last }: RunChoice,
  { id, isTicked, isRange }: { readonly id: string; readonly isTicked: boolean; readonly isRange: boolean },
  shown: readonly string[],
): RunChoice {
  const [from, to] = [last === null ? -1 : shown.indexOf(last), shown.indexOf(id)];
  const range = isRange && from >= 0 && to >= 0 ? shown.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  return { ids: changed(ids, range, isTicked), last: id };
}

/** The choice with all of these ticked, or none of them. */
export function tickAll({ ids, last }: RunChoice, shown: readonly string[], isTicked: boolean): RunChoice {
  return { ids: changed(ids, shown, isTicked), last };
}

function changed(ids: ReadonlySet<string>, some: readonly string[], isTicked: boolean): ReadonlySet<string> {
  const next = new Set(ids);
  for (const id of some) {
    if (isTicked) next.add(id);
    else next.delete(id);
  }
  return next;
}
