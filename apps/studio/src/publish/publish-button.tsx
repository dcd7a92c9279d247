"use client";
import type { DocumentStore } from "@orrery/canvas";
import { catalog } from "@orrery/nodes/catalog";
import { Button, Sheet, Tabs, TextField, useToast } from "@orrery/ui";
import { Play, Rocket } from "lucide-react";
import { useState } from "react";
import { ChatPanel } from "../chat/chat-panel.tsx";
import { waitUntilSaved } from "../run-session/wait-until-saved.ts";
import { LazyStartDialog } from "../start/lazy-start-dialog.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { PinsLeftOut } from "./pins-left-out.tsx";
import { TriggersPanel } from "./triggers-panel.tsx";
import { publishedWords, usePublished } from "./use-published.ts";
import { VersionList } from "./version-list.tsx";

export interface PublishButtonProps {
  workflowId: string;
  document: DocumentStore;
}

/** Says what is published, and opens the sheet where one publishes and sees versions, triggers and the chat. */
export function PublishButton({ workflowId, document }: PublishButtonProps) {
  const published = usePublished(workflowId, document);
  const [open, setOpen] = useState(false);
  const [starting, setStarting] = useState(false);
  const [tab, setTab] = useState("versions");
  const words = publishedWords(published);
  return (
    <>
      <span aria-hidden className="hidden whitespace-nowrap text-muted text-xs xl:inline">
        {words}
      </span>
      <Button
        icon={<Rocket aria-hidden size={16} strokeWidth={1.75} />}
        aria-label={words === "" ? "Publish" : `Publish. ${words}`}
        onClick={() => setOpen(true)}
      >
        <span className="hidden sm:inline">Publish</span>
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title="Publish" side="right">
        <div className="flex h-full flex-col">
          <PublishForm
            {...{ workflowId, document, published, words }}
            onRun={() => {
              setOpen(false);
              setStarting(true);
            }}
          />
          <Tabs
            className="min-h-80 flex-1"
            label="What is published"
            value={tab}
            onValueChange={setTab}
            items={[
              {
                value: "versions",
                label: "Versions",
                content: (
                  <VersionList workflowId={workflowId} document={document} versions={published.versions ?? []} />
                ),
              },
              {
                value: "triggers",
                label: "Triggers",
                content: <TriggersPanel workflowId={workflowId} titleOf={(id) => nodeTitle(document, id)} />,
              },
              { value: "chat", label: "Chat", content: <ChatPanel workflowId={workflowId} /> },
            ]}
          />
        </div>
      </Sheet>
      {starting && (
        <LazyStartDialog
          workflowId={workflowId}
          name={document.getState().graph.name}
          onClose={() => setStarting(false)}
        />
      )}
    </>
  );
}

function nodeTitle(document: DocumentStore, nodeId: string): string {
  const node = document.getState().graph.nodes.find(({ id }) => id === nodeId);
  return node?.label ?? (node && catalog.get(node.type)?.title) ?? nodeId;
}

interface PublishFormProps extends PublishButtonProps {
  published: ReturnType<typeof usePublished>;
  words: string;
  /** Asks for what the published version takes, and runs it. */
  onRun: () => void;
}

function PublishForm({ workflowId, document, published, words, onRun }: PublishFormProps) {
  const toast = useToast();
  const [note, setNote] = useState("");
  const last = published.versions?.[0];
  const isUnchanged = published.changes === 0 && (published.versions?.length ?? 0) > 0;

  async function publish() {
    try {
      if (!(await waitUntilSaved(document, 10_000))) throw new Error("Your last edits are not saved yet. Try again.");
      const { number } = await published.publish.mutateAsync({ id: workflowId, ...(note !== "" && { note }) });
      setNote("");
      toast({ title: `Version ${number} is published`, tone: "done" });
    } catch (error) {
      toast({ title: "Nothing was published", detail: explainError(error).message, tone: "failed" });
    }
  }

  return (
    <form
      className="flex shrink-0 flex-col gap-2 border-b p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void publish();
      }}
    >
      <p className="text-muted text-xs" role="status">
        {words}
      </p>
      <PinsLeftOut document={document} />
      <TextField label="What is new, for others" placeholder="What is new?" value={note} onValueChange={setNote} />
      <div className="flex gap-2">
        <Button
          type="submit"
          variant="primary"
          className="flex-1"
          busy={published.publish.isPending}
          disabled={isUnchanged}
        >
          Publish
        </Button>
        {last && (
          <Button icon={<Play aria-hidden size={14} strokeWidth={1.75} />} onClick={onRun}>
            {`Run v${last.number}`}
          </Button>
        )}
      </div>
      <p className="text-dim text-xs">
        Only a published version answers webhooks, schedules, other workflows and API keys. It never changes.
      </p>
    </form>
  );
}
