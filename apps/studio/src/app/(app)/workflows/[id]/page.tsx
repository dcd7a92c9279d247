import { getWorkflow, may } from "@orrery/services";
import type { Metadata } from "next";
import { cache } from "react";
import { EditorLoader } from "../../../../editor/editor-loader.tsx";
import { ReadOnlyLoader } from "../../../../read-only-workflow/read-only-loader.tsx";
import { orNotFound } from "../../../../server/or-not-found.server.ts";
import { pageContext } from "../../../../server/request-context.server.ts";

interface WorkflowPageProps {
  params: Promise<{ id: string }>;
}

const findDraft = cache(async (id: string) => {
  const ctx = await pageContext();
  return orNotFound(id, (known) => getWorkflow({ ctx, input: { id: known } }));
});

export async function generateMetadata({ params }: WorkflowPageProps): Promise<Metadata> {
  const { graph } = await findDraft((await params).id);
  return { title: graph.name || "Without a name" };
}

export default async function WorkflowPage({ params }: WorkflowPageProps) {
  const { id } = await params;
  const { graph, seq } = await findDraft(id);
  const Screen = may((await pageContext()).actor, "workflow.write") ? EditorLoader : ReadOnlyLoader;
  return <Screen key={id} workflowId={id} graph={graph} seq={seq} />;
}
