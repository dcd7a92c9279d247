import { contextOf } from "../../../../server/request-context.server.ts";
import { findTemplate } from "../../../../templates/index.ts";

export const dynamic = "force-dynamic";

interface TemplateFileContext {
  params: Promise<{ id: string }>;
}

/** What a workflow is made of: the graph of a template and its sample, for whoever is signed in. */
export async function GET(request: Request, { params }: TemplateFileContext): Promise<Response> {
  const { actor } = await contextOf(request.headers);
  if (actor === null) return new Response("Sign in first.", { status: 401 });
  const template = findTemplate((await params).id);
  if (template === undefined) return new Response("There is no such template.", { status: 404 });
  const { graph, sampleInput } = template;
  return Response.json({ graph, sampleInput }, { headers: { "cache-control": "private, no-store" } });
}
