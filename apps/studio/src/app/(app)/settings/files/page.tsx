import { listFiles, may } from "@orrery/services";
import type { Metadata } from "next";
import { pageContext } from "../../../../server/request-context.server.ts";
import { Files } from "../../../../settings/files.tsx";
import { SettingsPage } from "../../../../settings/settings-page.tsx";

export const metadata: Metadata = { title: "Files" };

export default async function FilesPage() {
  const ctx = await pageContext();
  return (
    <SettingsPage title="Files" here="files" actor={ctx.actor} needs="file.read">
      {async () => <Files {...(await listFiles({ ctx }))} canChange={may(ctx.actor, "file.write")} />}
    </SettingsPage>
  );
}
