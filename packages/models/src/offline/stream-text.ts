import { setTimeout as delay } from "node:timers/promises";

const wordsAPiece = 3;
const pieceMs = 40;
const longestMs = 1_500;

/**
 * Hands a text over in pieces of a few words at the pace of a quick reader, in 1.5 s at most, so that people see it
 * appear. Rejects with the signal's reason when it is stopped.
 */
export async function streamText(text: string, onText: (piece: string) => void, signal: AbortSignal): Promise<void> {
  const pieces = text.match(new RegExp(`(?:\\S+\\s*){1,${wordsAPiece}}|\\s+`, "g")) ?? [];
  const stride = Math.max(1, Math.ceil((pieces.length * pieceMs) / longestMs));
  for (let at = 0; at < pieces.length; at += stride) {
    signal.throwIfAborted();
    onText(pieces.slice(at, at + stride).join(""));
    if (at + stride < pieces.length) await delay(pieceMs, undefined, { signal });
  }
}
