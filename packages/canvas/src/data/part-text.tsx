"use client";
import type { JsonPath } from "@orrery/graph";
import type { DataSource } from "./data-source.ts";
import { PartMessage, ShowMore } from "./part-message.tsx";
import { usePart } from "./use-part.ts";

/** A value as JSON, or a text as it is, a page at a time. Inert. */
export function PartText({ source, path }: { source: DataSource; path: JsonPath }) {
  const { loaded, more } = usePart(source, path);
  if (loaded.kind !== "part") return <PartMessage loaded={loaded} />;
  const { part } = loaded;
  const isList = part.kind === "list";
  const nested = isList || part.kind === "object";
  const sample = isList
    ? part.members.map((one) => one.sample)
    : Object.fromEntries(part.members.map(({ key, sample: one }) => [key, one]));
  const shortened = part.members.some(({ cut }) => cut);
  return (
    <div className="flex flex-col items-start gap-2">
      {shortened && <p className="text-muted text-xs">Long entries are shortened. Open them in the tree to see all.</p>}
      <pre className="max-w-full whitespace-pre-wrap break-words font-mono text-code">
        {nested ? JSON.stringify(sample, null, 2) : part.text}
      </pre>
      {nested ? (
        <ShowMore shown={part.members.length} size={part.size} unit="entries" onMore={more} />
      ) : (
        part.kind === "text" && <ShowMore shown={part.text.length} size={part.size} unit="characters" onMore={more} />
      )}
    </div>
  );
}

const SAFE_IMAGE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/;

/** An image that stands in a value as a `data:` address; drawings that may hold scripts are no images here. */
export function PartImage({ source, path, label }: { source: DataSource; path: JsonPath; label: string }) {
  const { loaded } = usePart(source, path);
  if (loaded.kind !== "part") return <PartMessage loaded={loaded} />;
  const { part } = loaded;
  if (part.kind !== "text" || part.text.length < part.size || !SAFE_IMAGE.test(part.text))
    return <p className="text-muted text-xs">This is no PNG, JPEG, GIF or WebP as a data: address of up to 50 KB.</p>;
  return <img src={part.text} alt={label} className="max-h-full max-w-full rounded-control border" />;
}
