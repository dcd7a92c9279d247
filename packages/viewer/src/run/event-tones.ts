import type { RunEvent } from "@orrery/engine";

export type EventTone = "rest" | "running" | "done" | "failed" | "waiting";

/** Of several events in one tick the first of these is shown. */
const TELLING: readonly EventTone[] = ["failed", "waiting", "done", "running", "rest"];

/** The log as a strip of at most `most` ticks, each in the colour of what tells most in it. */
export function eventTones(events: readonly RunEvent[], most: number): readonly EventTone[] {
  const count = Math.min(most, events.length);
  const tones: EventTone[] = Array.from({ length: count }, () => "rest");
  for (const [place, event] of events.entries()) {
    const tick = Math.floor((place / events.length) * count);
    const tone = toneOf(event);
    if (TELLING.indexOf(tone) < TELLING.indexOf(tones[tick] ?? "rest")) tones[tick] = tone;
  }
  return tones;
}

function toneOf({ type }: RunEvent): EventTone {
  switch (type) {
    case "run.failed":
    case "step.failed":
      return "failed";
    case "step.waiting":
    case "step.uncertain":
      return "waiting";
    case "step.succeeded":
    case "run.succeeded":
      return "done";
    case "step.started":
    case "step.retrying":
      return "running";
    default:
      return "rest";
  }
}
