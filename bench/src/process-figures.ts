import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in ticks of this many milliseconds. */
const tickMs = 10;

/** Processor time, user and system, that a process (not its children) has used, ms. Linux only; throws where it is gone. */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name stands in brackets and may hold anything; utime and stime are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/**
 * Processor time of a process's present threads, ms, to the nanosecond: for what takes too little to be counted in ticks. Linux
 * only; throws where it is gone.
 */
export function preciseCpuMsOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
  );
  return threads.reduce((sum, ns) => sum + ns, 0) / 1e6;
}

/** Resident memory of a process (not its children), MB. Linux only; throws where it is gone. */
export function residentMbOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kilobytes === undefined) throw new Error(`Process ${pid} does not say how much memory it has.`);
  return Number(kilobytes) / 1024;
}
