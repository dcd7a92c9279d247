import type { Json } from "@orrery/plan";
import type { SharedRun, SharedStepValues, SharedValue } from "@orrery/viewer/shared-run";
import type { Services } from "../service-context.ts";
import type { WantedValue } from "./shared-values.ts";

/** A value is shown up to so much text, and all of a page together up to so much; the rest is cut. */
const mostOfOne = 64 * 1024;
const mostOfAll = 2 * 1024 * 1024;
/** A value larger than this is not read whole for its beginning: its preview stands for it. */
const mostRead = 512 * 1024;

interface StoredValue {
  readonly id: string;
  readonly bytes: number;
  readonly preview: string;
  readonly labels: { readonly c?: readonly string[] } | null;
}

/**
 * The values that a link shows, as text. One that carries a label of who may see it is left out, whoever ticked its node; so
 * is one that has expired.
 */
export async function loadValues(
  services: Pick<Services, "pool" | "values" | "archives">,
  runId: string,
  wanted: readonly WantedValue[],
): Promise<SharedRun["values"]> {
  const ids = [...new Set(wanted.flatMap(({ from }) => (typeof from === "string" ? [from] : Object.values(from))))];
  const rows = await findRows(services, runId, ids);
  const small = [...rows.values()].filter(({ bytes }) => bytes <= mostRead).map(({ id }) => id);
  const whole = await services.values.readMany(runId, small);
  const shown: Record<string, SharedStepValues> = {};
  let left = mostOfAll;
  for (const { stepKey, side, from } of wanted) {
    const value = typeof from === "string" ? one(rows.get(from), whole) : several(from, rows, whole);
    if (value === null) continue;
    const cut = cutTo(value, Math.min(mostOfOne, left));
    left -= cut.text.length;
    shown[stepKey] = { ...shown[stepKey], [side]: cut };
  }
  return shown;
}

function one(row: StoredValue | undefined, whole: ReadonlyMap<string, Json>): SharedValue | null {
  if (row === undefined) return null;
  const json = whole.get(row.id);
  if (json === undefined) return { text: row.preview, kind: "text", bytes: row.bytes, cut: true };
  return { ...textOf(json), bytes: row.bytes, cut: false };
}

function several(
  from: Readonly<Record<string, string>>,
  rows: ReadonlyMap<string, StoredValue>,
  whole: ReadonlyMap<string, Json>,
): SharedValue | null {
  const parts = Object.entries(from).flatMap(([nodeId, id]) => {
    const row = rows.get(id);
    return row === undefined ? [] : [{ nodeId, row, json: whole.get(id) ?? row.preview }];
  });
  if (parts.length === 0) return null;
  const { text } = textOf(Object.fromEntries(parts.map(({ nodeId, json }) => [nodeId, json])));
  const bytes = parts.reduce((sum, { row }) => sum + row.bytes, 0);
  return { text, kind: "json", bytes, cut: parts.some(({ row }) => !whole.has(row.id)) };
}

function textOf(json: Json): Pick<SharedValue, "text" | "kind"> {
  return typeof json === "string"
    ? { text: json, kind: "text" }
    : { text: JSON.stringify(json, null, 2), kind: "json" };
}

function cutTo(value: SharedValue, most: number): SharedValue {
  return value.text.length <= most ? value : { ...value, text: value.text.slice(0, most), cut: true };
}

async function findRows(
  { pool, archives }: Pick<Services, "pool" | "archives">,
  runId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredValue>> {
  if (ids.length === 0) return new Map();
  const found = await pool.query<StoredValue>({
    name: "values-to-share",
    text: "SELECT id, bytes, preview, labels FROM run_value WHERE run_id = $1::uuid AND id = ANY($2::uuid[])",
    values: [runId, ids],
  });
  const rows = new Map(found.rows.map((row) => [row.id, row]));
  const missing = ids.filter((id) => !rows.has(id));
  for (const [id, { bytes, preview, labels }] of await archives.values(runId, missing)) {
    rows.set(id, { id, bytes, preview, labels });
  }
  return new Map([...rows].filter(([, { labels }]) => (labels?.c ?? []).length === 0));
}
