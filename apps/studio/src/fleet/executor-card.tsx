import type { ExecutorState, FleetExecutor } from "@orrery/services";
import { Badge, type BadgeTone, formatDuration, ProgressBar } from "@orrery/ui";
import { CircleCheck, CircleOff, CircleX, Gauge, type LucideIcon, PlugZap } from "lucide-react";
import { wholeNumber } from "./whole-number.ts";

const LOOK: Record<ExecutorState, { readonly word: string; readonly tone: BadgeTone; readonly icon: LucideIcon }> = {
  ready: { word: "Ready", tone: "done", icon: CircleCheck },
  full: { word: "Full", tone: "waiting", icon: Gauge },
  draining: { word: "Draining", tone: "waiting", icon: PlugZap },
  silent: { word: "Silent", tone: "failed", icon: CircleX },
  gone: { word: "Gone", tone: "neutral", icon: CircleOff },
};

/** One executor: where it stands, how full it is, and how fresh what it says is. */
export function ExecutorCard({ executor }: { executor: FleetExecutor }) {
  const { host, pid, version, labels, state, capacity, active } = executor;
  const { word, tone, icon: Icon } = LOOK[state];
  const name = `${host} · ${pid}`;
  return (
    <li className={state === "gone" ? "rounded-card border border-dashed p-3" : "rounded-card border bg-panel p-3"}>
      <div className="flex items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate font-semibold" title={name}>
          {host} <span className="font-mono font-normal text-code text-dim">{pid}</span>
        </h3>
        <Badge tone={tone} icon={<Icon aria-hidden size={12} strokeWidth={1.75} />}>
          {word}
        </Badge>
      </div>
      {state !== "gone" && (
        <div className="mt-2.5">
          <p className="mb-1 font-mono text-code">{`${wholeNumber(active)} of ${wholeNumber(capacity)} runs`}</p>
          <ProgressBar
            label={`Load of ${name}`}
            value={active}
            max={capacity}
            tone={state === "full" ? "waiting" : "running"}
          />
        </div>
      )}
      <p className="mt-2.5 text-muted text-xs">{factsOf(executor).join(" · ")}</p>
      <div className="mt-2 flex flex-wrap items-center gap-1">
        <Badge>{`v${version}`}</Badge>
        {labels.map((label) => (
          <Badge key={label} tone="brass">
            {label}
          </Badge>
        ))}
      </div>
    </li>
  );
}

function factsOf({ state, beatMs, upMs, oldestLeaseMs, sinceMs }: FleetExecutor): readonly string[] {
  const since = sinceMs === null ? "" : formatDuration(sinceMs);
  if (state === "gone") return [`Gone for ${since}`, "its runs went on elsewhere"];
  return [
    `Heartbeat ${formatDuration(beatMs)} ago`,
    oldestLeaseMs === null ? "holds no run" : `holds its oldest run for ${formatDuration(oldestLeaseMs)}`,
    ...(state === "draining" ? [`takes no more runs for ${since}`] : []),
    `up for ${formatDuration(upMs)}`,
  ];
}
