"use client";
import { Button, TextArea } from "@orrery/ui";
import { type FormEvent, type KeyboardEvent, useState } from "react";

export interface CommentFormProps {
  label: string;
  /** What the button does. */
  action: string;
  /** What is changed; empty for something new. */
  text?: string;
  /** A rejected promise says why not; the text stays. */
  onSend: (text: string) => Promise<void>;
  onCancel?: () => void;
}

const LONGEST = 4_000;

/** Where something is said: Ctrl+Enter sends it, Escape leaves. */
export function CommentForm({ label, action, text: before = "", onSend, onCancel }: CommentFormProps) {
  const [text, setText] = useState(before);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function send() {
    const words = text.trim();
    if (words === "" || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await onSend(words);
      setText("");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "It was not kept. Try again.");
    } finally {
      setBusy(false);
    }
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    void send();
  }

  function onKeyDown(event: KeyboardEvent) {
    // The editor's own keys are not for who writes.
    event.stopPropagation();
    if (event.key === "Escape") onCancel?.();
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    void send();
  }

  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2">
      <TextArea
        label={label}
        placeholder={label}
        value={text}
        onValueChange={setText}
        onKeyDown={onKeyDown}
        maxLength={LONGEST}
        rows={2}
      />
      {problem && (
        <p role="alert" className="text-failed text-xs">
          {problem}
        </p>
      )}
      {(text.trim() !== "" || onCancel) && (
        <div className="flex justify-end gap-2">
          {onCancel && (
            <Button size="sm" variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" size="sm" busy={busy} disabled={text.trim() === ""}>
            {action}
          </Button>
        </div>
      )}
    </form>
  );
}
