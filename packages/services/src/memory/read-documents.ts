import type { DocumentReader, Memory } from "@orrery/ports";
import type { Pool, PoolClient } from "pg";
import { v7 as uuidv7 } from "uuid";
import { chunkingOf } from "./chunking-of.ts";

export interface ReadingMeans {
  readonly pool: Pool;
  readonly memory: Memory;
  readonly documents: DocumentReader;
  readonly signal: AbortSignal;
}

interface DocumentTask {
  readonly id: string;
  readonly namespace_id: string;
  readonly workspace_id: string;
  readonly name: string;
  readonly url: string | null;
  readonly media_type: string;
  readonly data: Buffer | null;
  readonly text: string | null;
  readonly chunking: unknown;
  readonly created_by: string;
  readonly was: string;
}

const textsABatch = 64;
const rowsAStatement = 500;

/**
 * Reads one document that waits for it, or that somebody began and did not finish within two minutes, and cuts it into records;
 * those that it had before are forgotten. Gives whether there was one. What cannot be read is said at the document.
 */
export async function readNextDocument(means: ReadingMeans): Promise<boolean> {
  const { pool } = means;
  const found = await pool.query<DocumentTask>(
    `UPDATE memory_document d SET status = 'reading', problem = NULL, updated_at = now()
      FROM memory_namespace n, (
        SELECT id, status AS was FROM memory_document
        WHERE status IN ('queued', 'recut') OR status = 'reading' AND updated_at < now() - interval '2 minutes'
        ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED
      ) AS next
      WHERE d.id = next.id AND n.id = d.namespace_id
      RETURNING d.id, d.namespace_id, d.workspace_id, d.name, d.url, d.media_type, d.data, d.text, n.chunking, d.created_by, next.was`,
  );
  const [task] = found.rows;
  if (task === undefined) return false;
  try {
    const { text, bytes } = await wordsOf(means, task);
    await keepPieces(means, task, { text, bytes });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    await pool.query(
      "UPDATE memory_document SET status = 'failed', problem = $2, updated_at = now() WHERE id = $1 AND status = 'reading'",
      [task.id, problem.slice(0, 500)],
    );
  }
  return true;
}

/** A page is fetched again where that was asked for; of a file its words are kept, and its bytes are not. */
async function wordsOf(
  { documents, signal }: ReadingMeans,
  task: DocumentTask,
): Promise<{ readonly text: string; readonly bytes: number | null }> {
  if ((task.url === null || task.was === "recut") && task.text !== null) return { text: task.text, bytes: null };
  const given =
    task.url === null
      ? { mediaType: task.media_type, bytes: new Uint8Array(task.data ?? []) }
      : await documents.fetch(task.url, signal);
  const read = await documents.read({ name: task.name, ...given }, signal);
  if (!read.ok) throw new Error(read.message);
  return { text: read.text, bytes: given.bytes.length };
}

/** Somebody who asked for it anew meanwhile has it made anew. */
async function keepPieces(
  { pool, documents }: ReadingMeans,
  task: DocumentTask,
  { text, bytes }: { readonly text: string; readonly bytes: number | null },
): Promise<void> {
  const pieces = documents.cut(text, chunkingOf(task.chunking));
  const labels = JSON.stringify({ i: task.url === null ? "B" : "U", c: [] });
  await withTransaction(pool, async (client) => {
    await client.query(`UPDATE memory_record SET ${forgotten} WHERE document_id = $1 AND forgotten_at IS NULL`, [
      task.id,
    ]);
    for (let at = 0; at < pieces.length; at += rowsAStatement) {
      const rows = pieces.slice(at, at + rowsAStatement);
      await client.query(
        `INSERT INTO memory_record (id, namespace_id, workspace_id, text, metadata, labels, by, document_id, place)
          SELECT r.id, $1, $2, r.text, r.metadata::jsonb, $3::json, $4, $5, r.place
          FROM unnest($6::uuid[], $7::text[], $8::text[], $9::int[]) AS r(id, text, metadata, place)`,
        [
          task.namespace_id,
          task.workspace_id,
          labels,
          task.created_by,
          task.id,
          rows.map(() => uuidv7()),
          rows.map((piece) => piece.text),
          rows.map(({ heading }) => JSON.stringify({ document: task.name, ...(heading !== "" && { heading }) })),
          rows.map((_, i) => at + i),
        ],
      );
    }
    await client.query(
      `UPDATE memory_document SET status = CASE status WHEN 'reading' THEN 'ready' ELSE status END, chunks = $2, embedded = 0, text = $3, data = NULL, bytes = coalesce($4, bytes),
        updated_at = now() WHERE id = $1`,
      [task.id, pieces.length, text, bytes],
    );
  });
}

/** A record that is gone, without content, so that processes learn that its vector is. */
const forgotten = `text = '', metadata = '{}', key = NULL, vector = NULL, embedder = NULL, document_id = NULL, place = NULL,
  forgotten_at = now(), updated_at = now()`;

/**
 * Has vectors made for some records of a namespace that have none: of new documents, and where another embedding model was
 * chosen. Gives the namespace where there were some; `passOver` are namespaces whose model failed lately.
 */
export async function embedNextRecords(
  { pool, memory, signal }: ReadingMeans,
  passOver: readonly string[],
): Promise<{ readonly namespaceId: string; readonly error: unknown } | null> {
  const found = await pool.query<{
    id: string;
    text: string;
    namespace_id: string;
    workspace_id: string;
    embedder: string;
  }>(
    `SELECT r.id, r.text, r.namespace_id, r.workspace_id, n.embedder FROM memory_record r JOIN memory_namespace n ON n.id = r.namespace_id
      WHERE r.embedder IS NULL AND r.forgotten_at IS NULL AND r.namespace_id = (
        SELECT namespace_id FROM memory_record
        WHERE embedder IS NULL AND forgotten_at IS NULL AND NOT namespace_id = ANY($1::uuid[]) LIMIT 1)
      ORDER BY r.id LIMIT ${textsABatch}`,
    [passOver],
  );
  const [first] = found.rows;
  if (first === undefined) return null;
  const { namespace_id: namespaceId, embedder, workspace_id: workspaceId } = first;
  try {
    const texts = found.rows.map(({ text }) => text);
    const { vectors } = await memory.embed({ model: embedder, texts, signal }, workspaceId);
    // Whoever changed the text or the model meanwhile has it made again.
    await pool.query(
      `WITH made AS (
          UPDATE memory_record r SET embedder = $1, vector = m.vector
          FROM unnest($2::uuid[], $3::bytea[], $4::text[]) AS m(id, vector, text)
          WHERE r.id = m.id AND r.embedder IS NULL AND r.text = m.text AND r.forgotten_at IS NULL
            AND EXISTS (SELECT FROM memory_namespace n WHERE n.id = r.namespace_id AND n.embedder = $1)
          RETURNING r.document_id
        )
        UPDATE memory_document d SET embedded = embedded + of.n
        FROM (SELECT document_id, count(*)::int AS n FROM made WHERE document_id IS NOT NULL GROUP BY 1) AS of
        WHERE d.id = of.document_id`,
      [
        embedder,
        found.rows.map(({ id }) => id),
        vectors.map((vector) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)),
        texts,
      ],
    );
    return { namespaceId, error: null };
  } catch (error) {
    return { namespaceId, error };
  }
}

async function withTransaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await work(client);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
