import { createHash } from "node:crypto";
import type { Files, KeptFile } from "@orrery/ports";
import { v7 as uuidv7 } from "uuid";
import type { SqlRunner } from "../run-log/sql-runner.ts";

const pieceBytes = 1024 * 1024;
/** All that a workspace keeps, old content included. */
const mostWorkspaceBytes = 10 * 1024 * 1024 * 1024;

interface FileRow {
  readonly name: string;
  readonly sha256: string;
  readonly media_type: string;
  readonly bytes: number;
}

function asValue({ name, sha256, media_type: mediaType, bytes }: FileRow) {
  return { name, sha256, mediaType, bytes };
}

/** Bytes in pieces of one size, whatever they came in. */
async function* inPieces(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + pieceBytes - size);
      waiting.push(part);
      size += part.length;
      at += part.length;
      if (size < pieceBytes) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(waiting);
}

/**
 * Files in Postgres, in pieces of 1 MB: neither side ever holds a whole one. Content is written under an id of its own and
 * gets its hash with the last piece; where that hash is there already, the new one goes and the old one counts as touched.
 * Each statement may be sent twice.
 */
export function createFiles(sql: SqlRunner): Files {
  const hasRoom = async (workspaceId: string): Promise<boolean> => {
    const found = await sql.query<{ bytes: string }>({
      name: "file-space",
      text: "SELECT coalesce(sum(bytes), 0) AS bytes FROM file_content WHERE workspace_id = $1",
      values: [workspaceId],
    });
    return Number(found.rows[0]?.bytes ?? 0) <= mostWorkspaceBytes;
  };

  const drop = (id: string) =>
    sql.query({ name: "drop-file-content", text: "DELETE FROM file_content WHERE id = $1::uuid", values: [id] });

  /** Writes the pieces; null where there are more bytes than that. */
  const write = async (
    id: string,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    maxBytes: number,
  ): Promise<{ readonly sha256: string; readonly bytes: number } | null> => {
    const hash = createHash("sha256");
    let bytes = 0;
    let index = 0;
    for await (const piece of inPieces(content)) {
      bytes += piece.length;
      if (bytes > maxBytes) return null;
      hash.update(piece);
      await sql.query({
        name: "keep-piece",
        text: "INSERT INTO file_piece (content_id, index, data) VALUES ($1::uuid, $2, $3) ON CONFLICT DO NOTHING",
        values: [id, index, piece],
      });
      index += 1;
    }
    return { sha256: hash.digest("hex"), bytes };
  };

  const finish = async (workspaceId: string, id: string, kept: { readonly sha256: string; readonly bytes: number }) => {
    for (;;) {
      const touched = await sql.query<{ id: string }>({
        name: "touch-file",
        text: "UPDATE file_content SET touched_at = now() WHERE workspace_id = $1 AND sha256 = $2 RETURNING id",
        values: [workspaceId, kept.sha256],
      });
      const [present] = touched.rows;
      if (present !== undefined) {
        // It is this one where the answer to its last statement was lost.
        if (present.id !== id) await drop(id);
        return;
      }
      const named = await sql
        .query({
          name: "end-file",
          text: `UPDATE file_content SET sha256 = $2, bytes = $3, touched_at = now() WHERE id = $1::uuid
          AND NOT EXISTS (SELECT FROM file_content o WHERE o.workspace_id = file_content.workspace_id AND o.sha256 = $2)`,
          values: [id, kept.sha256, kept.bytes],
        })
        .catch((error: unknown) => {
          // Another has ended the same content in this moment.
          if (error instanceof Error && "code" in error && error.code === "23505") return { rowCount: 0 };
          throw error;
        });
      if (named.rowCount === 1) return;
    }
  };

  return {
    async keep(workspaceId, content, maxBytes): Promise<KeptFile> {
      if (!(await hasRoom(workspaceId))) return { kind: "no-room" };
      const id = uuidv7();
      await sql.query({
        name: "begin-file",
        text: "INSERT INTO file_content (id, workspace_id) VALUES ($1::uuid, $2) ON CONFLICT DO NOTHING",
        values: [id, workspaceId],
      });
      try {
        const written = await write(id, content, maxBytes);
        if (written === null) await drop(id);
        else await finish(workspaceId, id, written);
        return written === null ? { kind: "too-large" } : { kind: "kept", ...written };
      } catch (cause) {
        // What stays behind where this fails too is let go a day later.
        await drop(id).catch(() => undefined);
        throw cause;
      }
    },

    async find(workspaceId, name) {
      const found = await sql.query<FileRow>({
        name: "find-file",
        text: "SELECT name, sha256, media_type, bytes FROM workspace_file WHERE workspace_id = $1 AND name = $2",
        values: [workspaceId, name],
      });
      const [row] = found.rows;
      return row === undefined ? null : asValue(row);
    },

    async list(workspaceId, prefix, limit) {
      const found = await sql.query<FileRow>({
        name: "list-files",
        text: `SELECT name, sha256, media_type, bytes FROM workspace_file
          WHERE workspace_id = $1 AND starts_with(name, $2) ORDER BY name LIMIT $3`,
        values: [workspaceId, prefix, limit],
      });
      return found.rows.map(asValue);
    },

    async open(workspaceId, sha256) {
      const found = await sql.query<{ id: string; bytes: number }>({
        name: "open-file",
        text: "SELECT id, bytes FROM file_content WHERE workspace_id = $1 AND sha256 = $2",
        values: [workspaceId, sha256],
      });
      const [row] = found.rows;
      return row === undefined ? null : { bytes: row.bytes, pieces: piecesOf(sql, row) };
    },
  };
}

async function* piecesOf(
  sql: SqlRunner,
  { id, bytes }: { readonly id: string; readonly bytes: number },
): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for (let index = 0; left > 0; index += 1) {
    const found = await sql.query<{ data: Buffer }>({
      name: "read-piece",
      text: "SELECT data FROM file_piece WHERE content_id = $1::uuid AND index = $2",
      values: [id, index],
    });
    const [row] = found.rows;
    if (row === undefined) throw new Error("The content of a file was let go while it was read.");
    left -= row.data.length;
    yield row.data;
  }
}
