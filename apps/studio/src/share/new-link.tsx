"use client";
import { escapeXml } from "@orrery/viewer/draw";
import { useEffect, useRef } from "react";
import { CopyButton } from "../frame/copy-button.tsx";

const TITLES = { run: "A run", template: "A workflow", dashboard: "A dashboard" } as const;

/** The link that was just made, in the forms in which it can be handed on; it is shown this once. */
export function NewLink({ token, kind }: { token: string; kind: keyof typeof TITLES }) {
  const section = useRef<HTMLElement>(null);
  // It may have been asked for from further down.
  useEffect(() => section.current?.scrollIntoView({ block: "nearest" }), []);
  const address = `${window.location.origin}/s/${token}`;
  const frame = `<iframe src="${escapeXml(address)}/embed" title="${TITLES[kind]} in Orrery" width="100%" height="480" loading="lazy"></iframe>`;
  const badge = `[![How the run stands](${address}/badge.svg)](${address})`;
  return (
    <section
      ref={section}
      aria-label="The new link"
      className="flex flex-col gap-2 rounded-card border border-done/40 p-3"
    >
      <p role="status" className="text-sm">
        Copy the link now: it is shown this once.
      </p>
      <Copied name="Copy the link" label="Link" text={address} />
      <Copied name="Copy the embed code" label="To embed it" text={frame} />
      {kind === "run" && <Copied name="Copy the badge code" label="A badge, in Markdown" text={badge} />}
    </section>
  );
}

function Copied({ name, label, text }: { name: string; label: string; text: string }) {
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <p className="text-dim text-xs">{label}</p>
        <code className="select-all break-all font-mono text-code">{text}</code>
      </div>
      <CopyButton name={name} text={text} copied="It is copied" />
    </div>
  );
}
