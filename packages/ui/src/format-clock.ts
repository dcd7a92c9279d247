const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A moment by the clock on the wall, both in ms since 1970: "14:05", on another day "24 Nov 14:05", in another year with it. */
export function formatClock(at: number, now: number): string {
  const moment = new Date(at);
  const today = new Date(now);
  const clock = `${two(moment.getHours())}:${two(moment.getMinutes())}`;
  const sameYear = moment.getFullYear() === today.getFullYear();
  if (sameYear && moment.getMonth() === today.getMonth() && moment.getDate() === today.getDate()) return clock;
  const day = `${moment.getDate()} ${MONTHS[moment.getMonth()]}`;
  return sameYear ? `${day} ${clock}` : `${day} ${moment.getFullYear()} ${clock}`;
}

function two(figure: number): string {
  return String(figure).padStart(2, "0");
}
