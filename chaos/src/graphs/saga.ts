import type { RunEvent } from "@orrery/engine";
import { drawGraph, startNode } from "./draw-graph.ts";
import type { ReferenceGraph, RunEnd } from "./reference-graph.ts";

const bookings = [1, 2, 3];

/** Three bookings, each with what takes it back, and a fourth that is refused: all are taken back, the last first, unless somebody stops that. */
export const saga: ReferenceGraph = {
  name: "saga",
  draw(ledger) {
    const post = (id: string) => ({
      id,
      type: "http-request",
      config: { method: "POST", url: `http://${ledger}/keyed/{{ start.tag }}/${id}`, body: {}, idempotencyKey: "" },
    });
    return drawGraph(
      "saga",
      [
        startNode(),
        ...bookings.flatMap((i) => [{ ...post(`book_${i}`), policy: { undo: `cancel_${i}` } }, post(`cancel_${i}`)]),
        { id: "refused", type: "http-request", config: { url: `http://${ledger}/gone/{{ start.tag }}/refused` } },
        { id: "end", type: "output", config: { value: "{{ refused.status }}" } },
      ],
      ["start -> book_1", "book_1 -> book_2", "book_2 -> book_3", "book_3 -> refused", "refused -> end"],
    );
  },
  input: (tag) => ({ tag }),
  faultOf(end) {
    const { status, errorCode, log } = end;
    if (status !== "failed" || errorCode !== "HTTP_STATUS") return `${status} ${errorCode ?? ""}`;
    const made = log.flatMap((event) => (isBooking(event) ? [event.stepKey.replace("book", "cancel")] : []));
    const undone = log.flatMap((event) =>
      event.type === "step.succeeded" && event.stepKey.startsWith("cancel_") ? [event.stepKey] : [],
    );
    // A cancel ends the undoing where it stands, and what stays is told.
    const isStopped = log.some((event) => event.type === "run.cancelling");
    const wanted = made.toReversed().slice(0, isStopped ? undone.length : made.length);
    if (undone.join() !== wanted.join()) return `made ${made.join()} and undid ${undone.join()}`;
    const last = log.findLast((event) => event.type === "run.failed");
    const said = last?.type === "run.failed" ? [last.undone ?? 0, last.undoFailed ?? 0, last.notUndone ?? 0] : [];
    const right = [undone.length, 0, made.length - undone.length];
    if (said.join() !== right.join()) return `says that it undid ${said.join()} of ${made.length}`;
    return faultAtLedger(end, undone);
  },
};

/** Kept ones belong to another run. */
function isBooking(event: RunEvent): event is Extract<RunEvent, { type: "step.succeeded" }> {
  return event.type === "step.succeeded" && event.stepKey.startsWith("book_");
}

function faultAtLedger({ entryOf, isForked }: RunEnd, undone: readonly string[]): string | null {
  const missing = undone.find((step) => entryOf(step).keys === 0);
  if (missing !== undefined) return `${missing} never reached the outside`;
  // Of runs with the same tag the book does not say which of them asked first.
  if (isForked) return null;
  const order = undone.map((step) => entryOf(step).first);
  const isInOrder = order.every((first, i) => i === 0 || first > (order[i - 1] ?? 0));
  return isInOrder ? null : `was undone at the outside in the order ${order.join()}`;
}
