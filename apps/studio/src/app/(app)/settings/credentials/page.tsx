import { listCredentials, may } from "@orrery/services";
import type { Metadata } from "next";
import { pageContext } from "../../../../server/request-context.server.ts";
import { Credentials } from "../../../../settings/credentials.tsx";
import { SettingsPage } from "../../../../settings/settings-page.tsx";

export const metadata: Metadata = { title: "Credentials" };

export default async function CredentialsPage() {
  const ctx = await pageContext();
  return (
    <SettingsPage title="Credentials" here="credentials" actor={ctx.actor} needs="credential.read">
      {async () => (
        <Credentials rows={await listCredentials({ ctx })} canChange={may(ctx.actor, "credential.manage")} />
      )}
    </SettingsPage>
  );
}
