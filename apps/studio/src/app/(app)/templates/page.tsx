import { catalog } from "@orrery/nodes/catalog";
import { listGalleries, listTemplates } from "@orrery/services";
import type { Metadata } from "next";
import { TopBar } from "../../../frame/top-bar.tsx";
import { blankGraph } from "../../../new-workflow/blank-graph.ts";
import { NewWorkflowButton } from "../../../new-workflow/new-workflow-button.tsx";
import { nodeCategories } from "../../../server/node-categories.ts";
import { pageContext } from "../../../server/request-context.server.ts";
import { readGalleryChoice } from "../../../template-gallery/gallery-address.ts";
import { TemplateGallery } from "../../../template-gallery/template-gallery.tsx";
import { templateSections } from "../../../template-gallery/template-section.ts";
import { templates } from "../../../templates/index.ts";
import { summariseTemplate } from "../../../templates/summarise-template.ts";

export const metadata: Metadata = { title: "Templates" };

interface TemplatesPageProps {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default async function TemplatesPage({ searchParams }: TemplatesPageProps) {
  const ctx = await pageContext();
  const [own, galleries] = await Promise.all([listTemplates({ ctx }), listGalleries({ ctx })]);
  return (
    <>
      <TopBar title="Templates" actions={<NewWorkflowButton blank={blankGraph(catalog)} />} />
      <main className="flex min-h-0 flex-1 flex-col">
        <TemplateGallery
          sections={templateSections({ builtIn: templates.map(summariseTemplate), own, galleries })}
          categories={nodeCategories(catalog)}
          initial={readGalleryChoice(await searchParams)}
        />
      </main>
    </>
  );
}
