"use client";
import { type DocumentStore, PresenceAvatars, VersionView } from "@orrery/canvas";
import { cards } from "@orrery/nodes/cards";
import { catalog } from "@orrery/nodes/catalog";
import { Badge, Button } from "@orrery/ui";
import { Lock, Play } from "lucide-react";
import { useMemo, useState, useSyncExternalStore } from "react";
import { useMay } from "../access/access-context.tsx";
import { openNodeDocs } from "../editor/open-node-docs.ts";
import { createRunHost } from "../editor/run-host.ts";
import { type OpenedDraft, useWorkflowDocument } from "../editor/use-workflow-document.ts";
import { CanvasSkeleton } from "../frame/canvas-skeleton.tsx";
import { TopBar } from "../frame/top-bar.tsx";
import { LazyStartDialog } from "../start/lazy-start-dialog.tsx";
import { DraftTrouble } from "../together/draft-trouble.tsx";
import { Together } from "../together/together.tsx";
import { useTRPCClient } from "../trpc/trpc.ts";

/** A workflow for those who may not draw: its drawing as others change it, and, for those who may, a run of it. */
export function ReadOnlyScreen(draft: OpenedDraft) {
  const document = useWorkflowDocument(draft, false);
  if (!document) return <CanvasSkeleton label="Opening the workflow" />;
  return (
    <Together workflowId={draft.workflowId}>
      <OpenDrawing workflowId={draft.workflowId} document={document} />
    </Together>
  );
}

function OpenDrawing({ workflowId, document }: { workflowId: string; document: DocumentStore }) {
  const client = useTRPCClient();
  const mayRun = useMay("run.start");
  const [starting, setStarting] = useState(false);
  const read = () => document.getState().graph;
  const graph = useSyncExternalStore(document.subscribe, read, read);
  const host = useMemo(() => createRunHost({ client, runId: null, openDocs: openNodeDocs }), [client]);
  return (
    <>
      <TopBar
        parent={{ href: "/", word: "Workflows" }}
        title={
          <h1 className="truncate font-semibold text-sm">
            <bdi>{graph.name || "Without a name"}</bdi>
          </h1>
        }
        facts={<Badge icon={<Lock aria-hidden size={12} strokeWidth={1.75} />}>Read only</Badge>}
        actions={
          <>
            <PresenceAvatars />
            {mayRun && (
              <Button
                variant="primary"
                icon={<Play aria-hidden size={16} strokeWidth={1.75} />}
                onClick={() => setStarting(true)}
              >
                Run
              </Button>
            )}
          </>
        }
      />
      <DraftTrouble workflowId={workflowId} document={document} />
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">
        <p className="shrink-0 border-b bg-panel px-3 py-1.5 text-muted text-xs">
          {mayRun
            ? "As a runner you run what is published; editors change the drawing."
            : "As a viewer you look at the drawing and its runs. An owner can give you a role that runs or changes it."}
        </p>
        <div className="min-h-0 min-w-0 flex-1">
          <VersionView graph={graph} draft={null} catalog={catalog} cards={cards} host={host} />
        </div>
      </main>
      {starting && (
        <LazyStartDialog
          workflowId={workflowId}
          name={graph.name || "Without a name"}
          onClose={() => setStarting(false)}
        />
      )}
    </>
  );
}
