import { listCredentials, listMcpServers, may } from "@orrery/services";
import type { Metadata } from "next";
import { pageContext } from "../../../../server/request-context.server.ts";
import { McpServers } from "../../../../settings/mcp/mcp-servers.tsx";
import { SignInNote } from "../../../../settings/mcp/sign-in-note.tsx";
import { SettingsPage } from "../../../../settings/settings-page.tsx";

export const metadata: Metadata = { title: "MCP servers" };

interface PageProps {
  searchParams: Promise<{ [name: string]: string | string[] | undefined }>;
}

export default async function McpServersPage({ searchParams }: PageProps) {
  const ctx = await pageContext();
  const { signIn } = await searchParams;
  return (
    <SettingsPage title="MCP servers" here="mcp" actor={ctx.actor} needs="tool.read">
      {async () => {
        const [servers, credentials] = await Promise.all([listMcpServers({ ctx }), listCredentials({ ctx })]);
        const fitting = credentials.filter(({ kind }) => kind === "bearer" || kind === "header");
        return (
          <>
            {typeof signIn === "string" && <SignInNote outcome={signIn} />}
            <McpServers
              servers={servers}
              credentials={fitting.map(({ handle }) => handle)}
              canChange={may(ctx.actor, "tool.manage")}
            />
          </>
        );
      }}
    </SettingsPage>
  );
}
