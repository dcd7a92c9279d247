import { openSharedPage, openWithPassword } from "../../../share/open-shared-page.server.ts";

export const dynamic = "force-dynamic";

interface Context {
  readonly params: Promise<{ readonly token: string }>;
}

/** A shared run, for whoever has the link. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return openSharedPage(request, (await params).token, "nobody");
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return openWithPassword(request, (await params).token, "nobody");
}
