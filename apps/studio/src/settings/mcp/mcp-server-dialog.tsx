"use client";
import { Button, Dialog, Field, Select, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../../trpc/explain-error.ts";
import { useTRPC } from "../../trpc/trpc.ts";

const WAYS = [
  { value: "none", label: "Without signing in" },
  { value: "oauth", label: "I sign in there (OAuth)" },
  { value: "credential", label: "With a credential" },
] as const;
const FORM = "mcp-server-form";

/** Adds a server of tools. */
export function McpServerDialog({ credentials, onClose }: { credentials: readonly string[]; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [handle, setHandle] = useState("");
  const [url, setUrl] = useState("");
  const [auth, setAuth] = useState<(typeof WAYS)[number]["value"]>("none");
  const [credential, setCredential] = useState<string | null>(null);
  const onSuccess = () => {
    router.refresh();
    onClose();
  };
  const add = useMutation(trpc.mcp.add.mutationOptions({ onSuccess }));
  const isComplete = handle !== "" && url.trim() !== "" && (auth !== "credential" || credential !== null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || add.isPending) return;
    add.mutate({ handle, url: url.trim(), auth, ...(auth === "credential" && credential !== null && { credential }) });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Add an MCP server"
      description="Nothing of it can be used before you have looked at it and approved it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={!isComplete} busy={add.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        <Field label="Name" hint="Steps name it so. Small letters, digits, - and _.">
          <TextField
            value={handle}
            onValueChange={(text) => setHandle(text.toLowerCase())}
            placeholder="library"
            maxLength={64}
            mono
          />
        </Field>
        <Field label="Address" hint="It cannot be changed later: what you approve, you approve of this address.">
          <TextField value={url} onValueChange={setUrl} placeholder="https://library.example.com/mcp" mono />
        </Field>
        <Field label="How it knows you">
          <Select value={auth} onValueChange={setAuth} options={WAYS} />
        </Field>
        {auth === "credential" && credentials.length > 0 && (
          <Field label="Credential" hint="It is only sent to the hosts that it allows.">
            <Select
              value={credential}
              onValueChange={setCredential}
              options={credentials.map((value) => ({ value, label: value }))}
            />
          </Field>
        )}
        {auth === "credential" && credentials.length === 0 && (
          <p className="text-muted text-sm">There is no token and no header yet. Add one under Credentials first.</p>
        )}
        {add.isError && (
          <p role="alert" className="text-failed text-sm">
            {explainError(add.error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
