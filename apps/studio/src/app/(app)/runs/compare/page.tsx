import { getRun, listRuns } from "@orrery/services";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CompareLoader } from "../../../../runs/compare/compare-loader.tsx";
import { CompareWith } from "../../../../runs/compare/compare-with.tsx";
import { orNotFound } from "../../../../server/or-not-found.server.ts";
import { pageContext } from "../../../../server/request-context.server.ts";

export const metadata: Metadata = { title: "Compare two runs" };

interface ComparePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ComparePage({ searchParams }: ComparePageProps) {
  const { a, b } = await searchParams;
  const ctx = await pageContext();
  const find = (id: string) => orNotFound(id, (known) => getRun({ ctx, input: { id: known } }));
  if (typeof a === "string" && typeof b === "string") {
    const [first, second] = await Promise.all([find(a), find(b)]);
    return <CompareLoader key={`${a} ${b}`} first={first} second={second} />;
  }
  const only = typeof a === "string" ? a : b;
  if (typeof only !== "string") notFound();
  const { run } = await find(only);
  const input = run.workflowId === null ? {} : { workflowId: run.workflowId };
  const { runs } = await listRuns({ ctx, input: { ...input, limit: 30 } });
  return <CompareWith run={run} others={runs.filter(({ id }) => id !== run.id)} />;
}
