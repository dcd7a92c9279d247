import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { SqlRunner } from "../run-log/sql-runner.ts";
import {
  type ArchiveBlock,
  type ArchiveManifest,
  archiveFileName,
  archiveSchema,
  manifestFileName,
} from "./archive-format.ts";
import { archiveRows } from "./archive-rows.ts";
import { type LogRange, rangeMark } from "./log-ranges.ts";

const deflate = promisify(gzip);
/** Text of one member: what reading one run costs at most, beside the run itself. */
const blockChars = 1024 * 1024;

/**
 * Writes the archive of a range and its manifest: first under another name, on the disk for good, then renamed. A file that
 * an earlier attempt left is replaced. Nothing is deleted anywhere.
 * @param session a connection of the caller's own, in no transaction.
 * @throws the system's error where the folder cannot be written, and Error where a log has a gap.
 */
export async function writeArchive(
  session: SqlRunner,
  options: { readonly range: LogRange; readonly archiveId: string; readonly dir: string; readonly withValues: boolean },
): Promise<ArchiveManifest> {
  const { range, dir, archiveId, withValues } = options;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const file = archiveFileName({ name: range.name, archiveId });
  const draft = await open(join(dir, `${file}.part`), "w", 0o600);
  let written: Written;
  await session.query({ text: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" });
  try {
    const mark = await rangeMark(session, range);
    written = { ...(await writeBlocks(draft, archiveRows(session, { ...range, withValues }))), mark };
    await draft.sync();
  } finally {
    await draft.close();
    await session.query({ text: "ROLLBACK" });
  }
  const manifest: ArchiveManifest = {
    schema: archiveSchema,
    archiveId,
    range: { name: range.name, low: range.low, high: range.high, from: range.from, to: range.to },
    createdAt: new Date().toISOString(),
    file,
    withValues,
    ...written,
  };
  await rename(join(dir, `${file}.part`), join(dir, file));
  await writeDurably(dir, manifestFileName(file), `${JSON.stringify(manifest)}\n`);
  return manifest;
}

type Written = Pick<ArchiveManifest, "bytes" | "sha256" | "counts" | "mark" | "blocks">;

async function writeBlocks(file: FileHandle, rows: ReturnType<typeof archiveRows>): Promise<Omit<Written, "mark">> {
  const hash = createHash("sha256");
  const blocks: ArchiveBlock[] = [];
  const counts = { run: 0, command: 0, event: 0, value: 0 };
  let bytes = 0;
  let text: string[] = [];
  let chars = 0;
  let first = "";
  let open: { readonly runId: string; readonly lastSeq: number; seq: number } | null = null;

  const flush = async (): Promise<void> => {
    const member = await deflate(chars === 0 ? "" : `${text.join("\n")}\n`);
    await file.write(member);
    hash.update(member);
    blocks.push([first, bytes, member.length]);
    bytes += member.length;
    text = [];
    chars = 0;
  };

  for await (const row of rows) {
    if (row.kind === "run") {
      refuseGap(open);
      open = { runId: row.runId, lastSeq: row.seq ?? 0, seq: 0 };
    }
    // Events of a run that is no longer there have nothing to be compared with; they are kept all the same.
    if (row.kind === "event" && open?.runId === row.runId) {
      open.seq += 1;
      if (row.seq !== open.seq) refuseGap(open);
    }
    if (chars === 0) first = row.runId;
    // Inside JSON a line break can only stand between two tokens.
    text.push(row.text.replaceAll("\n", " "));
    chars += row.text.length + 1;
    counts[row.kind] += 1;
    if (chars >= blockChars) await flush();
  }
  refuseGap(open);
  // A file of no bytes would be no gzip.
  if (chars > 0 || blocks.length === 0) await flush();
  return {
    bytes,
    sha256: hash.digest("hex"),
    counts: { runs: counts.run, commands: counts.command, events: counts.event, values: counts.value },
    blocks,
  };
}

function refuseGap(run: { readonly runId: string; readonly lastSeq: number; readonly seq: number } | null): void {
  if (run === null || run.seq === run.lastSeq) return;
  throw new Error(`The log of run ${run.runId} should have ${run.lastSeq} events and does not: it is not archived.`);
}

async function writeDurably(dir: string, name: string, text: string): Promise<void> {
  const file = await open(join(dir, `${name}.part`), "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(join(dir, `${name}.part`), join(dir, name));
  // The names themselves are on the disk only when their folder is.
  const folder = await open(dir, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
