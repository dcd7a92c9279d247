"use client";
import { type DocumentStore, PresenceAvatars, type RunControl, type RunOverlay } from "@orrery/canvas";
import { Button, IconButton, Kbd, Menu } from "@orrery/ui";
import { Activity, BookmarkPlus, EllipsisVertical, FileDown, FileUp, Gauge, Globe, Play, Share2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useSyncExternalStore } from "react";
import { useMay } from "../access/access-context.tsx";
import { TopBar } from "../frame/top-bar.tsx";
import { useImportWorkflow } from "../import-workflow/use-import-workflow.tsx";
import { SaveTemplateDialog } from "../own-template/save-template-dialog.tsx";
import { PublishButton } from "../publish/publish-button.tsx";
import { RunButtons } from "../run-session/run-buttons.tsx";
import { useAsked } from "../run-session/use-asked.ts";
import { ShareWorkflowDialog } from "../share/share-workflow-dialog.tsx";
import { downloadGraph } from "./download-graph.ts";
import { SaveState } from "./save-state.tsx";
import { WorkflowName } from "./workflow-name.tsx";

export interface EditorBarProps {
  workflowId: string;
  document: DocumentStore;
  /** The run that is shown; null before the first. */
  runId: string | null;
  overlay: RunOverlay | null;
  control: RunControl | null;
  starting: boolean;
  onRun: () => void;
  onSettings: () => void;
}

const ICON = { "aria-hidden": true, size: 16, strokeWidth: 1.75 } as const;

/** The bar over an editor: the workflow's name, whether it is saved, its file, its run. */
export function EditorBar({
  workflowId,
  document,
  runId,
  overlay,
  control,
  starting,
  onRun,
  onSettings,
}: EditorBarProps) {
  const router = useRouter();
  const importing = useImportWorkflow();
  const mayShare = useMay("share.manage");
  const mayKeep = useMay("template.write");
  const [isSharing, setSharing] = useState(false);
  const [isKeeping, setKeeping] = useState(false);
  // A question that waits is the one thing to do.
  const asked = useAsked(overlay);
  const { graph, saveState } = useSyncExternalStore(document.subscribe, document.getState, document.getState);
  return (
    <TopBar
      parent={{ href: "/", word: "Workflows" }}
      title={
        <WorkflowName
          name={graph.name || "Without a name"}
          onRename={(name) => document.edit({ op: "graph.name", name }, "Rename the workflow")}
        />
      }
      facts={<SaveState state={saveState} />}
      actions={
        <>
          <PresenceAvatars />
          {importing.parts}
          {isSharing && <ShareWorkflowDialog workflowId={workflowId} onClose={() => setSharing(false)} />}
          {isKeeping && <SaveTemplateDialog workflowId={workflowId} onClose={() => setKeeping(false)} />}
          <Menu
            label="More about this workflow"
            trigger={<IconButton name="More about this workflow" icon={<EllipsisVertical {...ICON} />} />}
            items={[
              { label: "Limits and settings", icon: <Gauge {...ICON} size={14} />, onSelect: onSettings },
              {
                label: "Export as a file",
                icon: <FileDown {...ICON} size={14} />,
                onSelect: () => downloadGraph(document.getState().graph),
              },
              ...(mayShare
                ? [
                    {
                      label: "Share this workflow",
                      icon: <Share2 {...ICON} size={14} />,
                      onSelect: () => setSharing(true),
                    },
                  ]
                : []),
              ...(mayKeep
                ? [
                    {
                      label: "Save as template",
                      icon: <BookmarkPlus {...ICON} size={14} />,
                      onSelect: () => setKeeping(true),
                    },
                  ]
                : []),
              {
                label: "Import a file as a new workflow",
                icon: <FileUp {...ICON} size={14} />,
                onSelect: importing.choose,
              },
              {
                label: "Import from a web address",
                icon: <Globe {...ICON} size={14} />,
                onSelect: importing.askAddress,
              },
              ...(runId === null
                ? []
                : [
                    {
                      label: "Open the run's own page",
                      icon: <Activity {...ICON} size={14} />,
                      onSelect: () => router.push(`/runs/${runId}`),
                    },
                  ]),
            ]}
          />
          {overlay && control && runId && <RunButtons overlay={overlay} control={control} runId={runId} />}
          <PublishButton workflowId={workflowId} document={document} />
          <Button variant={asked ? "secondary" : "primary"} busy={starting} icon={<Play {...ICON} />} onClick={onRun}>
            Run
            <span className="hidden sm:inline">
              <Kbd>⌘↵</Kbd>
            </span>
          </Button>
        </>
      }
    />
  );
}
