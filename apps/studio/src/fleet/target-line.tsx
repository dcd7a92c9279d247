import type { FleetTarget } from "@orrery/services";
import { Badge, type BadgeTone, formatDuration } from "@orrery/ui";
import { wholeNumber } from "./whole-number.ts";

/** One host or model, as one executor sees it. */
export function TargetLine({ target, by }: { target: FleetTarget; by: string | null }) {
  const { name, limit, inFlight, waiting, latencyMs } = target;
  const { word, tone } = stateOf(target);
  const facts = [
    ...(by === null ? [] : [by]),
    `${wholeNumber(inFlight)} of ${wholeNumber(limit)} at a time`,
    ...(waiting > 0 ? [`${wholeNumber(waiting)} waiting`] : []),
    ...(latencyMs === null ? [] : [`answers in ${formatDuration(latencyMs)}`]),
  ];
  return (
    <li className="flex items-center gap-3 px-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate font-mono text-code" title={name}>
          {name}
        </p>
        <p className="text-muted text-xs">{facts.join(" · ")}</p>
      </div>
      <Badge tone={tone}>{word}</Badge>
    </li>
  );
}

function stateOf({ breaker, pausedMs }: FleetTarget): { readonly word: string; readonly tone: BadgeTone } {
  if (breaker === "open") return { word: "Not asked: it fails", tone: "failed" };
  if (breaker === "half-open") return { word: "Being tried again", tone: "waiting" };
  if (pausedMs > 0) return { word: `Asked us to wait ${formatDuration(pausedMs)}`, tone: "waiting" };
  return { word: "Answers", tone: "done" };
}
