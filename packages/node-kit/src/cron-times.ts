import { Cron } from "croner";

/** When a schedule fires: five fields of cron, in a time zone of the IANA database. */
export interface CronSchedule {
  readonly cron: string;
  readonly tz: string;
}

/**
 * The next `count` firings strictly after `from` (epoch ms), as epoch ms; fewer where there are no more. An hour that the
 * zone's clocks leave out fires when it is over, one that they repeat fires once.
 * @throws Error in words where the schedule or the zone cannot be read.
 */
export function cronTimes({ cron, tz }: CronSchedule, from: number, count: number): readonly number[] {
  const schedule = new Cron(cron, { timezone: tz, mode: "5-part", paused: true });
  const times: number[] = [];
  for (let at = from; times.length < count; ) {
    const next = schedule.nextRun(new Date(at));
    if (next === null) break;
    at = next.getTime();
    times.push(at);
  }
  return times;
}

/** Why the schedule cannot be read or never fires; null where it is sound. */
export function cronProblem(schedule: CronSchedule): { readonly path: "cron" | "tz"; readonly message: string } | null {
  try {
    new Intl.DateTimeFormat("en", { timeZone: schedule.tz });
  } catch {
    return { path: "tz", message: `“${schedule.tz.slice(0, 80)}” is no time zone such as Europe/Zurich or UTC.` };
  }
  try {
    if (cronTimes(schedule, 1_767_225_600_000, 1).length === 1) return null;
    return { path: "cron", message: "This schedule never fires." };
  } catch {
    return {
      path: "cron",
      message: `“${schedule.cron.slice(0, 80)}” is no schedule. Write five fields: minute, hour, day, month, weekday.`,
    };
  }
}
