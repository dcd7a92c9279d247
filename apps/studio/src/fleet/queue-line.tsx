import type { FleetQueue } from "@orrery/services";
import { formatDuration } from "@orrery/ui";
import { wholeNumber } from "./whole-number.ts";

const WHY: Record<FleetQueue["waitsFor"], (queue: FleetQueue) => string> = {
  key: ({ label, limit }) => `Key ${label}: all ${limit} places taken`,
  capacity: () => "All executors are full",
  labels: ({ label }) => `Needs an executor with ${label}`,
};

/** Runs of one workflow that wait for the same. */
export function QueueLine({ queue }: { queue: FleetQueue }) {
  return (
    <li className="flex items-center gap-3 px-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{queue.workflow || "Without a name"}</p>
        <p className="truncate text-muted text-xs">{WHY[queue.waitsFor](queue)}</p>
      </div>
      <p className="shrink-0 text-right font-mono text-code">
        {wholeNumber(queue.queued)} {queue.queued === 1 ? "run" : "runs"}
        <span className="block text-muted">{`longest ${formatDuration(queue.oldestMs)}`}</span>
      </p>
    </li>
  );
}
