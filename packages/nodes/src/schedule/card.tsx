import { type CardFaceProps, type CardFormProps, defineCard } from "@orrery/node-kit/card";
import { NextFirings } from "./next-firings.tsx";

function timesOf(config: CardFaceProps["config"]): { cron: string; tz: string } {
  const { cron, tz = "UTC" } = config;
  return { cron: typeof cron === "string" ? cron : "", tz: typeof tz === "string" ? tz : "UTC" };
}

/** The schedule, and the next time it fires. */
function ScheduleFace({ config }: CardFaceProps) {
  const { cron, tz } = timesOf(config);
  return (
    <div className="px-2.5 pb-2 text-xs">
      <p className="flex min-w-0 justify-between gap-2">
        <span className="min-w-0 truncate font-mono text-code text-muted">{cron}</span>
        <span className="min-w-0 truncate text-dim">{tz}</span>
      </p>
      <NextFirings cron={cron} tz={tz} count={1} />
    </div>
  );
}

/** The next five times, above the fields. */
function ScheduleForm({ config }: CardFormProps) {
  return (
    <section>
      <h3 className="mb-1.5 text-muted text-xs">Next times, once published</h3>
      <NextFirings {...timesOf(config)} count={5} />
    </section>
  );
}

export const scheduleCard = defineCard({ type: "schedule", Face: ScheduleFace, Form: ScheduleForm, formFields: [] });
