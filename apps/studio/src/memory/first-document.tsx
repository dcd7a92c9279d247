"use client";
import type { NewDocument } from "@orrery/services";
import { Button, Field, TextField } from "@orrery/ui";
import { type FormEvent, useId, useState } from "react";
import { readBase64 } from "./read-base64.ts";

const largest = 8_000_000;

/** A file or the address of a page by which cutting is tried. */
export function FirstDocument({ onChoose }: { onChoose: (source: NewDocument | null) => void }) {
  const inputId = useId();
  const [url, setUrl] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (file: File | undefined) => {
    setProblem(null);
    if (file === undefined) return onChoose(null);
    if (file.size > largest) {
      onChoose(null);
      return setProblem("It has more than 8 MB.");
    }
    onChoose({ name: file.name, mediaType: file.type, base64: await readBase64(file) });
  };
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (url.trim() !== "") onChoose({ url: url.trim() });
  };
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      <div className="flex flex-col gap-1.5">
        <label htmlFor={inputId} className="text-muted text-xs">
          Try it on a file, which is then added
        </label>
        <input
          id={inputId}
          type="file"
          accept=".txt,.md,.markdown,.html,.htm,.csv,.pdf,.docx,text/*"
          className="min-w-0 rounded-control border p-1 text-xs"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
        {problem !== null && <p className="text-failed text-xs">{problem}</p>}
      </div>
      <form onSubmit={look} className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Field label="Or on a page">
            <TextField value={url} onValueChange={setUrl} placeholder="https://example.org/guide" mono />
          </Field>
        </div>
        <Button type="submit" disabled={url.trim() === ""}>
          Show
        </Button>
      </form>
    </div>
  );
}
