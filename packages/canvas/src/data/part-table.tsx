"use client";
import type { Json, JsonMember, JsonObject, JsonPath } from "@orrery/graph";
import { isObject } from "../fields/config-path.ts";
import type { DataSource } from "./data-source.ts";
import { PartMessage, ShowMore } from "./part-message.tsx";
import { usePart } from "./use-part.ts";

const MOST_COLUMNS = 20;

/** A list of objects as rows and columns, a page of rows at a time. */
export function PartTable({ source, path, label }: { source: DataSource; path: JsonPath; label: string }) {
  const { loaded, more } = usePart(source, path);
  if (loaded.kind !== "part") return <PartMessage loaded={loaded} />;
  const { part } = loaded;
  const columns = columnsOf(part.members);
  if (part.kind !== "list" || columns.length === 0)
    return <p className="text-muted text-xs">This is no list of objects. Choose one in the tree.</p>;
  return (
    <div className="flex flex-col items-start gap-2">
      <table aria-label={label} className="border-collapse font-mono text-code">
        <thead>
          <tr>
            <th scope="col" className="border-b px-2 py-1 text-left text-dim">
              #
            </th>
            {columns.map((name) => (
              <th key={name} scope="col" className="border-b px-2 py-1 text-left text-muted">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {part.members.map((member) => (
            <tr key={member.key}>
              <td className="border-b px-2 py-1 align-top text-dim">{member.key}</td>
              {columns.map((name) => (
                <td key={name} className="max-w-72 truncate border-b px-2 py-1 align-top">
                  {cellText(member.sample, name)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ShowMore shown={part.members.length} size={part.size} unit="rows" onMore={more} />
    </div>
  );
}

function columnsOf(members: readonly JsonMember[]): readonly string[] {
  const names = new Set<string>();
  for (const { sample } of members) for (const name of Object.keys(asObject(sample))) names.add(name);
  return [...names].slice(0, MOST_COLUMNS);
}

function cellText(row: Json, name: string): string {
  const value = asObject(row)[name];
  if (value === undefined) return "";
  return typeof value === "string" ? value.slice(0, 200) : JSON.stringify(value).slice(0, 200);
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {};
}
