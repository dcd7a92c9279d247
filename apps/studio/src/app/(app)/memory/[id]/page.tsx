import type { Metadata } from "next";
import { TopBar } from "../../../../frame/top-bar.tsx";
import { OneMemoryScreen } from "../../../../memory/one-memory-screen.tsx";

export const metadata: Metadata = { title: "Memory" };

export default async function OneMemoryPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <>
      <TopBar title="Memory" />
      <OneMemoryScreen id={id} />
    </>
  );
}
