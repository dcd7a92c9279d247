import { listMemories } from "@orrery/services";
import type { Metadata } from "next";
import { TopBar } from "../../../frame/top-bar.tsx";
import { MemoryScreen } from "../../../memory/memory-screen.tsx";
import { pageContext } from "../../../server/request-context.server.ts";

export const metadata: Metadata = { title: "Memory" };

export default async function MemoryPage() {
  const memories = await listMemories({ ctx: await pageContext(), input: {} });
  return (
    <>
      <TopBar title="Memory" />
      <MemoryScreen memories={memories} />
    </>
  );
}
