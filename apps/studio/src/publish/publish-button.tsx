"use client";
import type { DocumentStore } from "@orrery/canvas";
import { Button, Sheet, Tabs, TextField, useToast } from "@orrery/ui";
import { Rocket } from "lucide-react";
import { useState } from "react";
import { ChatPanel } from "../chat/chat-panel.tsx";
import { waitUntilSaved } from "../run-session/wait-until-saved.ts";
import { explainError } from "../trpc/explain-error.ts";
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
          <PublishForm workflowId={workflowId} document={document} published={published} words={words} />
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
              { value: "triggers", label: "Triggers", content: <TriggersPanel workflowId={workflowId} /> },
              { value: "chat", label: "Chat", content: <ChatPanel workflowId={workflowId} /> },
            ]}
          />
        </div>
      </Sheet>
    </>
  );
}

interface PublishFormProps extends PublishButtonProps {
  published: ReturnType<typeof usePublished>;
  words: string;
}

function PublishForm({ workflowId, document, published, words }: PublishFormProps) {
  const toast = useToast();
  const [note, setNote] = useState("");
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
      <TextField label="What is new, for others" placeholder="What is new?" value={note} onValueChange={setNote} />
      <Button type="submit" variant="primary" busy={published.publish.isPending} disabled={isUnchanged}>
        Publish
      </Button>
      <p className="text-dim text-xs">
        Only a published version answers webhooks, schedules, other workflows and API keys. It never changes.
      </p>
    </form>
  );
}
