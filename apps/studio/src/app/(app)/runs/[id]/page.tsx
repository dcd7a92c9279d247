import { getRun } from "@orrery/services";
import type { Metadata } from "next";
import { cache } from "react";
import { RunLoader } from "../../../../run-page/run-loader.tsx";
import { orNotFound } from "../../../../server/or-not-found.server.ts";
import { pageContext } from "../../../../server/request-context.server.ts";

interface RunPageProps {
  params: Promise<{ id: string }>;
}

const findRun = cache(async (id: string) => {
  const ctx = await pageContext();
  return orNotFound(id, (known) => getRun({ ctx, input: { id: known } }));
});

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const { run } = await findRun((await params).id);
  return { title: `Run of ${run.name || "a workflow"}` };
}

export default async function RunPage({ params }: RunPageProps) {
  const { id } = await params;
  const { run, plan, graph, archive, lastSeq } = await findRun(id);
  return <RunLoader key={id} run={run} plan={plan} graph={graph} archive={archive} lastSeq={lastSeq} />;
}
