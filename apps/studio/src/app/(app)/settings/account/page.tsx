import { getAccount, listSessions } from "@orrery/services";
import type { Metadata } from "next";
import { AccountSettings } from "../../../../account/account-settings.tsx";
import { Sessions } from "../../../../account/sessions.tsx";
import { pageContext } from "../../../../server/request-context.server.ts";
import { SettingsPage } from "../../../../settings/settings-page.tsx";

export const metadata: Metadata = { title: "You" };

export default async function AccountPage() {
  const ctx = await pageContext();
  return (
    <SettingsPage title="You" here="account" actor={ctx.actor} needs={null}>
      {async () => {
        const [account, sessions] = await Promise.all([getAccount({ ctx }), listSessions({ ctx })]);
        return (
          <>
            <AccountSettings account={account} />
            <Sessions rows={sessions} />
          </>
        );
      }}
    </SettingsPage>
  );
}
