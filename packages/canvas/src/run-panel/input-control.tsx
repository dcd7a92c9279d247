"use client";
import type { Json } from "@orrery/graph";
import { Button, IconButton, NumberField, Select, Switch, TextArea, TextField } from "@orrery/ui";
import { FileUp, Plus, X } from "lucide-react";
import { useRef, useState } from "react";
import type { FormField } from "./form-fields.ts";
import { readFileText } from "./read-file-text.ts";

export interface InputControlProps {
  field: FormField;
  value: Json | undefined;
  onValue: (value: Json | undefined) => void;
}

/** The control of one field of an input form. */
export function InputControl({ field, value, onValue }: InputControlProps) {
  const text = typeof value === "string" ? value : "";
  switch (field.kind) {
    case "text":
      return <TextField value={text} onValueChange={onValue} />;
    case "long-text":
      return <TextArea value={text} onValueChange={onValue} rows={6} />;
    case "file-text":
      return <FileTextControl label={field.label} value={text} onValue={onValue} />;
    case "number":
      return (
        <NumberField
          value={typeof value === "number" ? value : null}
          onValueChange={(number) => onValue(number ?? undefined)}
          {...(field.whole && { whole: true })}
        />
      );
    case "boolean":
      return <Switch checked={value === true} onCheckedChange={onValue} />;
    case "choice":
      return (
        <Select
          value={text === "" ? null : text}
          onValueChange={onValue}
          options={field.choices.map((choice) => ({ value: choice, label: choice }))}
        />
      );
    case "text-list":
      return <TextListControl label={field.label} value={Array.isArray(value) ? value : []} onValue={onValue} />;
    case "json":
      return <JsonControl value={value} onValue={onValue} />;
  }
}

interface FileTextControlProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
}

/** A text that may be typed, pasted, dropped or taken from a file. */
function FileTextControl({ label, value, onValue }: FileTextControlProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [name, setName] = useState<string | null>(null);

  async function take(file: File | undefined) {
    if (!file) return;
    const read = await readFileText(file);
    setProblem(read.ok ? null : read.problem);
    if (!read.ok) return;
    setName(file.name);
    onValue(read.text);
  }

  return (
    <>
      <TextArea
        value={value}
        rows={6}
        mono
        placeholder="Paste text, or drop a file here"
        onValueChange={(next) => {
          setName(null);
          onValue(next);
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
      />
      <div className="flex min-w-0 items-center gap-2">
        <input
          ref={picker}
          type="file"
          aria-label={`${label}: choose a file`}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button
          size="sm"
          icon={<FileUp aria-hidden size={14} strokeWidth={1.75} />}
          onClick={() => picker.current?.click()}
        >
          Choose a file
        </Button>
        <span className="min-w-0 truncate text-dim text-xs">{name ?? "up to 4 MB of text"}</span>
      </div>
      {problem && (
        <p role="alert" className="text-failed text-xs">
          {problem}
        </p>
      )}
    </>
  );
}

interface TextListControlProps {
  label: string;
  value: readonly Json[];
  onValue: (value: readonly Json[]) => void;
}

/** A list of texts, one a line of the form; pasting several lines makes several entries. */
function TextListControl({ label, value, onValue }: TextListControlProps) {
  const given = value.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  const texts = given.length === 0 ? [""] : given;
  return (
    <div className="flex flex-col gap-1.5">
      {texts.map((text, index) => (
        <div key={index} className="flex items-start gap-1">
          <TextArea
            label={`${label}, entry ${index + 1}`}
            rows={2}
            value={text}
            placeholder={index === 0 ? "Paste several lines for several entries" : undefined}
            onValueChange={(next) => onValue(texts.map((old, at) => (at === index ? next : old)))}
            onPaste={(event) => {
              const lines = event.clipboardData
                .getData("text")
                .split(/\r?\n/)
                .filter((line) => line.trim() !== "");
              if (lines.length < 2) return;
              event.preventDefault();
              onValue([...texts.slice(0, index), ...lines, ...texts.slice(index + 1)]);
            }}
          />
          <IconButton
            name={`Remove entry ${index + 1}`}
            size="sm"
            onClick={() => onValue(texts.filter((_text, at) => at !== index))}
            icon={<X aria-hidden size={14} strokeWidth={1.75} />}
          />
        </div>
      ))}
      <Button
        size="sm"
        variant="ghost"
        className="self-start"
        icon={<Plus aria-hidden size={14} strokeWidth={1.75} />}
        onClick={() => onValue([...texts, ""])}
      >
        Add an entry
      </Button>
    </div>
  );
}

interface JsonControlProps {
  value: Json | undefined;
  onValue: (value: Json | undefined) => void;
}

/** Anything else, as JSON. */
function JsonControl({ value, onValue }: JsonControlProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? (value === undefined ? "" : JSON.stringify(value, null, 2));
  let problem: string | null = null;
  if (draft !== null && draft.trim() !== "") {
    try {
      JSON.parse(draft);
    } catch (error) {
      problem = `This is not JSON yet. ${error instanceof Error ? error.message : ""}`;
    }
  }
  return (
    <>
      <TextArea
        mono
        rows={Math.min(12, Math.max(4, text.split("\n").length))}
        value={text}
        spellCheck={false}
        onValueChange={(next) => {
          setDraft(next);
          if (next.trim() === "") return onValue(undefined);
          try {
            onValue(JSON.parse(next));
          } catch {
            // Half typed: the last value that could be read stays.
          }
        }}
        onBlur={() => problem === null && setDraft(null)}
      />
      {problem && (
        <p role="alert" className="text-failed text-xs">
          {problem}
        </p>
      )}
    </>
  );
}
