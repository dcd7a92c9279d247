import { getVersion, getWorkflow, listVersions } from "@orrery/services";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "../../../../../../server/or-not-found.server.ts";
import { pageContext } from "../../../../../../server/request-context.server.ts";
import { VersionLoader } from "../../../../../../version-page/version-loader.tsx";

interface VersionPageProps {
  params: Promise<{ id: string; number: string }>;
}

export async function generateMetadata({ params }: VersionPageProps): Promise<Metadata> {
  return { title: `Version ${Number((await params).number) || ""}` };
}

export default async function VersionPage({ params }: VersionPageProps) {
  const { id, number: text } = await params;
  if (!/^[1-9]\d{0,8}$/.test(text)) notFound();
  const number = Number(text);
  const ctx = await pageContext();
  const [{ graph }, { versions }, draft] = await orNotFound(id, (known) =>
    Promise.all([
      getVersion({ ctx, input: { id: known, number } }),
      listVersions({ ctx, input: { id: known } }),
      getWorkflow({ ctx, input: { id: known } }),
    ]),
  );
  const version = versions.find((one) => one.number === number);
  // Of very many versions only the last 200 are listed.
  if (version === undefined) notFound();
  return (
    <VersionLoader
      key={`${id}@${number}`}
      version={version}
      graph={graph}
      isLatest={versions[0]?.number === number}
      draft={{ workflowId: id, graph: draft.graph, seq: draft.seq }}
    />
  );
}
