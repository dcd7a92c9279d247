import { listWorkflowNames, ServiceError, showDashboard } from "@orrery/services";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { dashboardQuestion, readDashboardView } from "../../../dashboard/dashboard-range.ts";
import { DashboardScreen } from "../../../dashboard/dashboard-screen.tsx";
import { TopBar } from "../../../frame/top-bar.tsx";
import { pageContext } from "../../../server/request-context.server.ts";

export const metadata: Metadata = { title: "Dashboard" };

interface DashboardPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DashboardPage({ searchParams }: DashboardPageProps) {
  const ctx = await pageContext();
  const view = readDashboardView(await searchParams);
  const readAt = Date.now();
  const input = dashboardQuestion(view, readAt);
  const [dashboard, workflows] = await Promise.all([
    showDashboard({ ctx, input }).catch((error: unknown) => {
      if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
      throw error;
    }),
    listWorkflowNames({ ctx }),
  ]);
  return (
    <>
      <TopBar title="Dashboard" />
      <DashboardScreen view={view} readAt={readAt} dashboard={dashboard} workflows={workflows} />
    </>
  );
}
