import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageContext } from "../../../../server/request-context.server.ts";
import { TemplateLoader } from "../../../../template-page/template-loader.tsx";
import { findTemplate } from "../../../../templates/index.ts";

interface TemplatePageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: TemplatePageProps): Promise<Metadata> {
  return { title: findTemplate((await params).id)?.title ?? "Not found" };
}

export default async function TemplatePage({ params }: TemplatePageProps) {
  await pageContext();
  const template = findTemplate((await params).id);
  if (template === undefined) notFound();
  return <TemplateLoader key={template.id} template={template} />;
}
