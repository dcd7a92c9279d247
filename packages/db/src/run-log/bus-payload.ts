import type { StepDelta } from "@orrery/ports";

/** NOTIFY refuses 8,000 bytes; a piece of text stays below 6 KB as JSON. */
const pieceBytes = 6_000;
const idsPerPayload = 150;

/** Ids as the payloads of as few notifications as they need. */
export function idPayloads(ids: readonly string[]): string[] {
  const unique = [...new Set(ids)];
  const payloads: string[] = [];
  for (let i = 0; i < unique.length; i += idsPerPayload) payloads.push(unique.slice(i, i + idsPerPayload).join(","));
  return payloads;
}

/** A delta as payloads of at most 6 KB of text each, never cut inside a character. */
export function deltaPayloads(runId: string, delta: StepDelta): string[] {
  const payloads: string[] = [];
  let from = 0;
  while (from < delta.text.length) {
    let bytes = 0;
    let to = from;
    for (const character of delta.text.slice(from, from + pieceBytes + 1)) {
      bytes += Buffer.byteLength(JSON.stringify(character)) - 2;
      if (bytes > pieceBytes) break;
      to += character.length;
    }
    payloads.push(
      JSON.stringify([runId, delta.stepKey, delta.attempt, delta.offset + from, delta.text.slice(from, to)]),
    );
    from = to;
  }
  return payloads;
}

/** Reads what `deltaPayloads` wrote. */
export function parseDeltaPayload(payload: string): { readonly runId: string; readonly delta: StepDelta } {
  const [runId, stepKey, attempt, offset, text]: [string, string, number, number, string] = JSON.parse(payload);
  return { runId, delta: { stepKey, attempt, offset, text } };
}
