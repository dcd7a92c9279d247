import { catalog } from "@orrery/nodes/catalog";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TopBar } from "../../../../../frame/top-bar.tsx";
import { DocsPage } from "../../../../../node-docs/docs-page.tsx";
import { readNodeDocs } from "../../../../../server/read-node-docs.server.ts";
import { pageContext } from "../../../../../server/request-context.server.ts";

interface NodeDocsPageProps {
  params: Promise<{ type: string }>;
}

export async function generateMetadata({ params }: NodeDocsPageProps): Promise<Metadata> {
  return { title: catalog.get((await params).type)?.title ?? "Not found" };
}

export default async function NodeDocsPage({ params }: NodeDocsPageProps) {
  await pageContext();
  const { type } = await params;
  const markdown = await readNodeDocs(type);
  if (markdown === null) notFound();
  return (
    <>
      <TopBar title={catalog.get(type)?.title ?? type} />
      <main className="min-h-0 flex-1 more-below overflow-auto px-4 py-5 md:px-8">
        <DocsPage markdown={markdown} />
      </main>
    </>
  );
}
