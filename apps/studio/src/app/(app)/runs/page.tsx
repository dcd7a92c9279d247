import { listRuns, listWorkflowNames } from "@orrery/services";
import { buttonClass } from "@orrery/ui";
import type { Metadata } from "next";
import Link from "next/link";
import { TopBar } from "../../../frame/top-bar.tsx";
import { readRunFilter, runQuestion } from "../../../runs/run-filter.ts";
import { RunsScreen } from "../../../runs/runs-screen.tsx";
import { pageContext } from "../../../server/request-context.server.ts";

export const metadata: Metadata = { title: "Runs" };

interface RunsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RunsPage({ searchParams }: RunsPageProps) {
  const ctx = await pageContext();
  const filter = readRunFilter(await searchParams);
  const question = runQuestion(filter, Date.now());
  const [first, workflows] = await Promise.all([listRuns({ ctx, input: question }), listWorkflowNames({ ctx })]);
  return (
    <>
      <TopBar
        title="Runs"
        actions={
          <Link href="/dashboard" className={buttonClass({ variant: "ghost" })}>
            Dashboard
          </Link>
        }
      />
      <RunsScreen filter={filter} question={question} first={first} workflows={workflows} />
    </>
  );
}
