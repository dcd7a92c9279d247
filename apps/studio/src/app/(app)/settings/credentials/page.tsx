import { listCredentials } from "@orrery/services";
import type { Metadata } from "next";
import { TopBar } from "../../../../frame/top-bar.tsx";
import { pageContext } from "../../../../server/request-context.server.ts";
import { Credentials } from "../../../../settings/credentials.tsx";
import { SettingsNav } from "../../../../settings/settings-nav.tsx";

export const metadata: Metadata = { title: "Credentials" };

export default async function CredentialsPage() {
  const ctx = await pageContext();
  const rows = await listCredentials({ ctx });
  return (
    <>
      <TopBar title="Settings" />
      <main className="min-h-0 flex-1 more-below overflow-auto">
        <div className="mx-auto flex max-w-3xl flex-col gap-6 p-4 md:p-8">
          <h1 className="text-title">Credentials</h1>
          <SettingsNav here="credentials" />
          <Credentials rows={rows} canChange={ctx.actor?.role === "owner"} />
        </div>
      </main>
    </>
  );
}
