import type { AppendRequest, MemoryChange } from "@orrery/ports";

/** Parameters of `memoryText`. */
export const memoryColumns = 25;

/**
 * What steps do to memory, beside the insert of the events that say that they succeeded, fed by the runs whose rows landed: a
 * step that is replayed writes nothing twice, and one of a stale owner nothing at all. Namespaces come first and records in
 * the order of their ids, so that two batches wait for each other in one direction only. A record whose key comes again is not
 * forgotten by the same statement: no row may be changed twice.
 * @param first the number of its first parameter.
 */
export function memoryText(first: number): string {
  const p = (offset: number): string => `$${first + offset}`;
  return `, memory_place AS (
    INSERT INTO memory_namespace (id, workspace_id, scope, name, subject, embedder)
    SELECT DISTINCT ON (n.id) n.id, held.workspace_id, n.scope, n.name, n.subject, n.embedder
    FROM unnest(${p(0)}::uuid[], ${p(1)}::uuid[], ${p(2)}::text[], ${p(3)}::text[], ${p(4)}::text[], ${p(5)}::text[])
      AS n(run, id, scope, name, subject, embedder) JOIN held ON held.id = n.run
    ORDER BY n.id ON CONFLICT DO NOTHING RETURNING id
  ), memory_given AS (
    SELECT DISTINCT ON (r.id) r.*, held.workspace_id AS workspace, (SELECT count(*) FROM memory_place) AS made
    FROM unnest(${p(6)}::uuid[], ${p(7)}::text[], ${p(8)}::float8[], ${p(9)}::uuid[], ${p(10)}::uuid[], ${p(11)}::text[], ${p(12)}::text[],
      ${p(13)}::text[], ${p(14)}::text[], ${p(15)}::text[], ${p(16)}::bytea[], ${p(17)}::float8[]) WITH ORDINALITY
      AS r(run, step, at, namespace, id, key, text, metadata, labels, embedder, vector, expires, place) JOIN held ON held.id = r.run
    ORDER BY r.id, r.place DESC
  ), memory_new AS (
    INSERT INTO memory_record (id, namespace_id, workspace_id, key, text, metadata, labels, run_id, step_key, by, embedder, vector,
      created_at, updated_at, expires_at)
    SELECT id, namespace, workspace, key, text, metadata::jsonb, labels::json, run, step, 'run:' || run, embedder, vector,
      to_timestamp(at / 1000), to_timestamp(at / 1000), to_timestamp(expires / 1000)
    FROM memory_given ORDER BY id
    ON CONFLICT (id) DO UPDATE SET key = EXCLUDED.key, text = EXCLUDED.text, metadata = EXCLUDED.metadata, labels = EXCLUDED.labels,
      run_id = EXCLUDED.run_id, step_key = EXCLUDED.step_key, by = EXCLUDED.by, embedder = EXCLUDED.embedder,
      vector = EXCLUDED.vector, updated_at = EXCLUDED.updated_at, expires_at = EXCLUDED.expires_at, forgotten_at = NULL
      WHERE memory_record.namespace_id = EXCLUDED.namespace_id
  ), memory_gone AS (
    UPDATE memory_record AS r SET ${forgottenColumns}
    FROM (
      SELECT f.namespace, f.choice::jsonb AS choice, held.workspace_id AS workspace
      FROM unnest(${p(18)}::uuid[], ${p(19)}::uuid[], ${p(20)}::text[]) AS f(run, namespace, choice) JOIN held ON held.id = f.run
    ) AS f
    WHERE r.namespace_id = f.namespace AND r.workspace_id = f.workspace AND ${chosenText("r", "f.choice")}
      AND r.id NOT IN (SELECT id FROM memory_given)
  ), memory_noted AS (
    INSERT INTO memory_read (record_id, run_id, step_key, at)
    SELECT record, run, step, to_timestamp(n.at / 1000)
    FROM unnest(${p(21)}::uuid[], ${p(22)}::text[], ${p(23)}::float8[], ${p(24)}::uuid[]) AS n(run, step, at, record)
      JOIN held ON held.id = n.run
    ON CONFLICT DO NOTHING
  )`;
}

/** What is left of a record: that it was there, until all who keep a copy of its vector have taken note. */
export const forgottenColumns = `text = '', metadata = '{}', key = NULL, vector = NULL, embedder = NULL, run_id = NULL,
      step_key = NULL, by = '', labels = '{"i":"T","c":[]}', expires_at = NULL, updated_at = now(), forgotten_at = now()`;

/** The condition that a record `r` is there and is among those that `choice` (a `MemoryChoice` as jsonb) means. */
export function chosenText(r: string, choice: string): string {
  return `${r}.forgotten_at IS NULL AND (${choice}->'ids' IS NULL OR ${choice}->'ids' ? ${r}.id::text)
      AND (${choice}->>'key' IS NULL OR ${r}.key = ${choice}->>'key')
      AND (${choice}->'metadata' IS NULL OR ${r}.metadata @> (${choice}->'metadata'))`;
}

/** The parameters of `memoryText`, in order. */
export function memoryValues(batch: readonly AppendRequest[]): readonly unknown[] {
  const changes = batch.flatMap(({ runId, outbox }) => (outbox?.memory ?? []).map((change) => ({ runId, ...change })));
  const remembered = changes.flatMap(({ write, ...step }) => (write.do === "remember" ? [{ ...step, ...write }] : []));
  const records = remembered.flatMap(({ records, namespace, ...step }) =>
    records.map((record) => ({ ...step, namespaceId: namespace.id, record })),
  );
  const forgets = changes.flatMap(({ write, runId }) => (write.do === "forget" ? [{ runId, ...write }] : []));
  const reads = changes.flatMap(({ write, ...step }) =>
    write.do === "note-read" ? write.ids.map((id) => ({ ...step, id })) : [],
  );
  const values = [
    remembered.map(({ runId }) => runId),
    remembered.map(({ namespace }) => namespace.id),
    remembered.map(({ namespace }) => namespace.scope),
    remembered.map(({ namespace }) => namespace.name),
    remembered.map(({ namespace }) => namespace.subject),
    remembered.map(({ embedder }) => embedder),
    records.map(({ runId }) => runId),
    records.map(({ stepKey }) => stepKey),
    records.map(({ at }) => at),
    records.map(({ namespaceId }) => namespaceId),
    records.map(({ record }) => record.id),
    records.map(({ record }) => record.key),
    records.map(({ record }) => record.text),
    records.map(({ record }) => JSON.stringify(record.metadata)),
    records.map(({ record }) => JSON.stringify(record.labels)),
    records.map(({ record }) => record.embedder),
    records.map(({ record }) => vectorBytes(record.vector)),
    records.map(({ record }) => record.expiresAt),
    forgets.map(({ runId }) => runId),
    forgets.map(({ namespaceId }) => namespaceId),
    forgets.map(({ choice }) => JSON.stringify(choice)),
    reads.map(({ runId }) => runId),
    reads.map(({ stepKey }) => stepKey),
    reads.map(({ at }) => at),
    reads.map(({ id }) => id),
  ];
  if (values.length !== memoryColumns) throw new Error("The statement and its values do not fit.");
  return values;
}

/** Whether a request has anything for `memoryText`. */
export function hasMemory({ outbox }: AppendRequest): boolean {
  return (outbox?.memory ?? ([] as readonly MemoryChange[])).length > 0;
}

/** Float32, little-endian: that is how every machine that Node runs on keeps them. */
export function vectorBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** The opposite of `vectorBytes`, as a copy. */
export function vectorOf(bytes: Uint8Array): Float32Array {
  const copy = new Uint8Array(bytes);
  return new Float32Array(copy.buffer, 0, Math.floor(copy.byteLength / 4));
}
