"use client";
import { type DocumentStore, VersionView } from "@orrery/canvas";
import { type Graph, replaceGraph } from "@orrery/graph";
import { cards } from "@orrery/nodes/cards";
import { catalog } from "@orrery/nodes/catalog";
import type { VersionRow } from "@orrery/services";
import { Button, buttonClass, RelativeTime, useToast } from "@orrery/ui";
import { History, PencilRuler, Play } from "lucide-react";
import Link from "next/link";
import { useMemo, useState, useSyncExternalStore } from "react";
import { useMay } from "../access/access-context.tsx";
import { openNodeDocs } from "../editor/open-node-docs.ts";
import { createRunHost } from "../editor/run-host.ts";
import { type OpenedDraft, useWorkflowDocument } from "../editor/use-workflow-document.ts";
import { CanvasSkeleton } from "../frame/canvas-skeleton.tsx";
import { TopBar } from "../frame/top-bar.tsx";
import { LazyStartDialog } from "../start/lazy-start-dialog.tsx";
import { useTRPCClient } from "../trpc/trpc.ts";

export interface VersionScreenProps {
  version: VersionRow;
  /** The drawing that was published. */
  graph: Graph;
  /** Only the version published last is what triggers and callers run. */
  isLatest: boolean;
  draft: OpenedDraft;
}

/** One published version, to look at: its drawing, what the draft has become since, and the way back to it. */
export function VersionScreen({ version, graph, isLatest, draft }: VersionScreenProps) {
  const client = useTRPCClient();
  const mayDraw = useMay("workflow.write");
  const document = useWorkflowDocument(draft, mayDraw);
  const mayRun = useMay("run.start");
  const [starting, setStarting] = useState(false);
  const host = useMemo(() => createRunHost({ client, runId: null, openDocs: openNodeDocs }), [client]);
  if (!document) return <CanvasSkeleton label="Opening the version" />;
  return (
    <>
      <TopBar
        parent={{ href: `/workflows/${draft.workflowId}`, word: draft.graph.name || "Workflow" }}
        title={<h1 className="truncate font-semibold text-sm">{`Version ${version.number}`}</h1>}
        facts={
          <span className="hidden max-w-96 truncate lg:inline">
            {version.note !== "" && (
              <>
                <bdi>{version.note}</bdi> ·{" "}
              </>
            )}
            <bdi>{version.publishedByName ?? version.publishedBy}</bdi> · <RelativeTime at={version.publishedAt} />
          </span>
        }
        actions={
          <>
            <Link href={`/workflows/${draft.workflowId}`} className={buttonClass()}>
              <PencilRuler aria-hidden size={16} strokeWidth={1.75} />
              <span className="sr-only md:not-sr-only">Open the draft</span>
            </Link>
            {mayDraw && <RestoreButton document={document} graph={graph} number={version.number} />}
            {isLatest && mayRun && (
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
      <main className="min-h-0 min-w-0 flex-1">
        <DraftAndVersion document={document} graph={graph} host={host} />
      </main>
      {starting && (
        <LazyStartDialog workflowId={draft.workflowId} name={graph.name} onClose={() => setStarting(false)} />
      )}
    </>
  );
}

interface DraftAndVersionProps {
  document: DocumentStore;
  graph: Graph;
  host: ReturnType<typeof createRunHost>;
}

function DraftAndVersion({ document, graph, host }: DraftAndVersionProps) {
  const read = () => document.getState().graph;
  const draft = useSyncExternalStore(document.subscribe, read, read);
  return <VersionView graph={graph} draft={draft} catalog={catalog} cards={cards} host={host} />;
}

interface RestoreButtonProps {
  document: DocumentStore;
  graph: Graph;
  number: number;
}

/** Makes the draft what this version was, as one edit that can be taken back. */
function RestoreButton({ document, graph, number }: RestoreButtonProps) {
  const toast = useToast();
  function restore() {
    const name = `Restore version ${number}`;
    document.edit(replaceGraph(document.getState().graph, graph, name), name);
    toast({
      title: `The draft is as version ${number} was`,
      tone: "done",
      action: { label: "Undo", onSelect: () => document.undo() },
    });
  }
  return (
    <Button icon={<History aria-hidden size={16} strokeWidth={1.75} />} className="max-md:px-2" onClick={restore}>
      <span className="sr-only md:not-sr-only">Restore into the draft</span>
    </Button>
  );
}
