import type { PrismaClient } from "@orrery/db";

const looked = 20;

/** About how long a workflow takes, in words: the median of its last runs that succeeded. Empty where there is none. */
export async function measuredDuration(
  db: Pick<PrismaClient, "run">,
  where: { readonly workspaceId: string; readonly workflowId: string },
): Promise<string> {
  const rows = await db.run.findMany({
    where: { ...where, status: "succeeded", endedAt: { not: null } },
    orderBy: { createdAt: "desc" },
    take: looked,
    select: { createdAt: true, endedAt: true },
  });
  const times = rows
    .map(({ createdAt, endedAt }) => (endedAt?.getTime() ?? 0) - createdAt.getTime())
    .toSorted((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  return median === undefined ? "" : durationInWords(median);
}

/** Such as "under 1 s", "about 40 s", "about 3 min". */
export function durationInWords(ms: number): string {
  if (ms < 1_000) return "under 1 s";
  if (ms < 90_000) return `about ${Math.round(ms / 1_000)} s`;
  if (ms < 90 * 60_000) return `about ${Math.round(ms / 60_000)} min`;
  return `about ${Math.round(ms / 3_600_000)} h`;
}
