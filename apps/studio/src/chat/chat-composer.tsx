"use client";
import { Button, TextArea } from "@orrery/ui";
import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";

export interface ChatComposerProps {
  sending: boolean;
  /** Why the last message was not sent; null where it was. */
  problem: string | null;
  /** Resolves to whether it was sent; the text stays where it was not. */
  onSend: (text: string) => Promise<boolean>;
}

/** Where a message is written: Enter sends, Shift and Enter begin a new line, and one goes on writing after that. */
export function ChatComposer({ sending, problem, onSend }: ChatComposerProps) {
  const [text, setText] = useState("");
  const form = useRef<HTMLFormElement>(null);

  async function send() {
    const said = text.trim();
    if (said === "" || sending) return;
    if (await onSend(said)) setText("");
    form.current?.querySelector("textarea")?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  }

  return (
    <form
      ref={form}
      aria-label="Write a message"
      className="flex shrink-0 flex-col gap-1.5 border-t p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem !== null && (
        <p role="alert" className="break-words text-failed text-xs">
          The message was not sent. {problem}
        </p>
      )}
      <div className="flex items-end gap-2">
        <TextArea
          label="Your message"
          placeholder="Your message"
          rows={2}
          dir="auto"
          value={text}
          onValueChange={setText}
          onKeyDown={onKeyDown}
        />
        <Button
          type="submit"
          variant="primary"
          busy={sending}
          icon={<SendHorizontal aria-hidden size={15} strokeWidth={1.75} />}
        >
          Send
        </Button>
      </div>
      <p className="text-2xs text-dim max-md:hidden">Enter sends, Shift+Enter begins a new line.</p>
    </form>
  );
}
