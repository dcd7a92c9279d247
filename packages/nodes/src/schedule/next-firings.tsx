import { cronProblem, cronTimes } from "@orrery/node-kit";
import { useEffect, useState } from "react";

/** The next times of a schedule in its own zone; nothing where it cannot be read. */
export function NextFirings({ cron, tz, count }: { cron: string; tz: string; count: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (cronProblem({ cron, tz }) !== null) return null;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: tz,
    weekday: "short",
    day: "2-digit",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (
    <ul aria-label="Next times" className="flex flex-col gap-0.5 font-mono text-code text-muted">
      {cronTimes({ cron, tz }, now, count).map((at) => (
        <li key={at}>{format.format(at)}</li>
      ))}
    </ul>
  );
}
