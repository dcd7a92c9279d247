import { getGalleryTemplate, ServiceError } from "@orrery/services";
import { EmptyState } from "@orrery/ui";
import { FileWarning } from "lucide-react";
import type { Metadata } from "next";
import { TopBar } from "../../../../../../frame/top-bar.tsx";
import { DiagnosticList } from "../../../../../../import-workflow/diagnostic-list.tsx";
import { orNotFound } from "../../../../../../server/or-not-found.server.ts";
import { pageContext } from "../../../../../../server/request-context.server.ts";
import { TemplateLoader } from "../../../../../../template-page/template-loader.tsx";

export const metadata: Metadata = { title: "Template" };

interface GalleryTemplatePageProps {
  params: Promise<{ galleryId: string; id: string }>;
}

export default async function GalleryTemplatePage({ params }: GalleryTemplatePageProps) {
  const { galleryId, id } = await params;
  const ctx = await pageContext();
  const found = await orNotFound(galleryId, (known) =>
    getGalleryTemplate({ ctx, input: { galleryId: known, id } }).catch((error: unknown) => {
      // What is not there is a page of its own; a gallery that does not answer is told with what it is about.
      if (error instanceof ServiceError && error.code !== "NOT_FOUND") return error;
      throw error;
    }),
  );
  if (found instanceof ServiceError) {
    return (
      <>
        <TopBar parent={{ href: "/templates", word: "Templates" }} title={<h1>This template cannot be shown</h1>} />
        <main className="mx-auto flex w-full max-w-2xl flex-col gap-4 px-4 py-8">
          <EmptyState
            icon={<FileWarning aria-hidden size={18} strokeWidth={1.75} />}
            title="Its gallery did not give it"
          >
            {found.message} Nothing was stored.
          </EmptyState>
          {found.diagnostics.length > 0 && <DiagnosticList diagnostics={found.diagnostics} />}
        </main>
      </>
    );
  }
  const { about, graph, gallery } = found;
  return <TemplateLoader key={id} template={{ id, ...about, graph }} gallery={gallery} />;
}
