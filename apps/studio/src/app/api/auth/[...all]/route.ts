import { installation } from "../../../../server/installation.server.ts";

export const dynamic = "force-dynamic";

async function handle(request: Request): Promise<Response> {
  return (await installation().auth()).handler(request);
}

export { handle as GET, handle as POST };
