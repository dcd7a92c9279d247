import { getTemplate } from "@orrery/services";
import type { Metadata } from "next";
import { cache } from "react";
import { OwnTemplateActions } from "../../../../../own-template/own-template-actions.tsx";
import { orNotFound } from "../../../../../server/or-not-found.server.ts";
import { pageContext } from "../../../../../server/request-context.server.ts";
import { TemplateLoader } from "../../../../../template-page/template-loader.tsx";

interface OwnTemplatePageProps {
  params: Promise<{ id: string }>;
}

const findTemplate = cache(async (wanted: string) => {
  const ctx = await pageContext();
  const { id, about, graph } = await orNotFound(wanted, (known) => getTemplate({ ctx, input: { id: known } }));
  return { id, ...about, graph };
});

export async function generateMetadata({ params }: OwnTemplatePageProps): Promise<Metadata> {
  return { title: (await findTemplate((await params).id)).title };
}

export default async function OwnTemplatePage({ params }: OwnTemplatePageProps) {
  const template = await findTemplate((await params).id);
  return <TemplateLoader key={template.id} template={template} actions={<OwnTemplateActions template={template} />} />;
}
