import type { Egress } from "@orrery/egress";
import {
  type EgressRequest,
  type FileToKeep,
  fileNameProblem,
  type StepContext,
  StepFailure,
  type StepFiles,
} from "@orrery/node-kit";
import { type Files, mostFileBytes, type SecretMask } from "@orrery/ports";

export interface FileMeans {
  readonly files: Files | undefined;
  readonly workspaceId: string;
  /** `files`, and `files:write` where the step may change some. */
  readonly granted: readonly string[];
  /** Hides what the workspace's credentials say, also in files. */
  readonly mask: SecretMask | undefined;
  /** The guard's way out with an answer that comes in pieces, the request completed and granted. */
  readonly open: (request: EgressRequest) => ReturnType<Egress["open"]>;
}

const usualType = "application/octet-stream";

function refused(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}

function tooLarge(message: string): StepFailure {
  return new StepFailure({ code: "FILE_TOO_LARGE", message, class: "limit" });
}

function checkedName(name: string): string {
  const problem = fileNameProblem(name);
  if (problem !== null) throw refused("FILE_NAME", problem);
  return name;
}

/** A media type as it is kept: what a server says of an answer may be anything. */
export function mediaTypeOf(said: string | undefined): string {
  const [type = ""] = (said ?? "").split(";");
  const bare = type.trim().toLowerCase();
  return /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,60}$/.test(bare) ? bare : usualType;
}

/** How a step reads and keeps files. What it keeps has no name until its success is written. */
export function stepFiles(means: FileMeans): Pick<StepContext, "files" | "fetchToFile"> {
  const { workspaceId, mask } = means;
  const granted = (right: "files" | "files:write"): Files => {
    const isGranted = means.granted.includes(right);
    if (means.files === undefined || !isGranted) {
      throw refused("FILE_NOT_GRANTED", `This step may not ${right === "files" ? "read" : "write"} files.`);
    }
    return means.files;
  };
  const keep = async (
    { name, mediaType }: Pick<FileToKeep, "name" | "mediaType">,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    maxBytes: number,
  ) => {
    const files = granted("files:write");
    const kept = await files.keep(workspaceId, mask === undefined ? content : masked(mask, content), maxBytes);
    if (kept.kind === "too-large") throw tooLarge(`The file has more than ${maxBytes} bytes.`);
    if (kept.kind === "no-room") {
      const message = "The files of this workspace take 10 GB. Delete some, or wait until old content is let go.";
      throw new StepFailure({ code: "FILE_SPACE", message, class: "limit" });
    }
    return { name, sha256: kept.sha256, mediaType: mediaTypeOf(mediaType), bytes: kept.bytes };
  };
  const files: StepFiles = {
    async keep({ name, mediaType, content }) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      return keep({ name: checkedName(name), mediaType }, [bytes], mostFileBytes);
    },
    async find(name) {
      return granted("files").find(workspaceId, checkedName(name));
    },
    async list(prefix, limit) {
      return granted("files").list(workspaceId, prefix, limit);
    },
    async read({ name, sha256 }, maxBytes) {
      const found = await granted("files").open(workspaceId, sha256);
      if (found === null) throw refused("FILE_GONE", `What “${name}” held is no longer kept.`);
      if (found.bytes > maxBytes) {
        throw tooLarge(`“${name}” has ${found.bytes} bytes; at most ${maxBytes} can be read here.`);
      }
      const pieces: Uint8Array[] = [];
      for await (const piece of found.pieces) pieces.push(piece);
      return new Uint8Array(Buffer.concat(pieces));
    },
  };
  return {
    files,
    async fetchToFile(request, to) {
      granted("files:write");
      const name = checkedName(to.name);
      const isKept = { ...request, maxBytes: Math.max(request.maxBytes, Math.min(to.maxBytes, mostFileBytes)) };
      const { status, headers, body } = await means.open(isKept);
      if (to.keeps(status)) {
        const file = await keep({ name, mediaType: mediaTypeOf(headers["content-type"]) }, body, to.maxBytes);
        return { status, headers, body: new Uint8Array(), file };
      }
      const pieces: Uint8Array[] = [];
      for await (const piece of body) pieces.push(piece);
      return { status, headers, body: new Uint8Array(Buffer.concat(pieces)).subarray(0, request.maxBytes), file: null };
    },
  };
}

/** Bytes with known secrets hidden; one sign for each byte, so that whatever is no secret stays as it is. */
async function* masked(
  mask: SecretMask,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const pieces = mask.pieces();
  for await (const chunk of content) {
    const shown = pieces.push(Buffer.from(chunk).toString("latin1"));
    if (shown !== "") yield Buffer.from(shown, "latin1");
  }
  const rest = pieces.end();
  if (rest !== "") yield Buffer.from(rest, "latin1");
}
