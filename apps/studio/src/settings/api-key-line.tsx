import type { ApiKeyRow } from "@orrery/services";
import { Badge, Button, RelativeTime } from "@orrery/ui";
import { SCOPES } from "../access/role-words.ts";

export interface ApiKeyLineProps {
  row: ApiKeyRow;
  onRevoke: () => void;
}

/** One key: what it is for, what it may, since when, until when, used when. */
export function ApiKeyLine({ row, onRevoke }: ApiKeyLineProps) {
  const scopes = SCOPES.filter(({ value }) => row.scopes.includes(value));
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex min-w-0 flex-wrap items-center gap-1.5 text-sm">
          <bdi className="min-w-0 break-words">{row.name}</bdi>
          {scopes.map(({ value, label }) => (
            <Badge key={value}>{label}</Badge>
          ))}
          {row.expiresAt !== null && row.expiresAt <= Date.now() && <Badge tone="waiting">has run out</Badge>}
        </p>
        <p className="text-dim text-xs">
          <span className="font-mono text-code">…{row.hint}</span> · made <RelativeTime at={row.createdAt} />
          {!row.isOwn && (
            <>
              {" "}
              by <bdi>{row.madeBy ?? "the command line"}</bdi>
            </>
          )}
          {row.expiresAt !== null && ` · good until ${new Date(row.expiresAt).toISOString().slice(0, 10)}`}
          {row.lastUsedAt === null ? (
            " · never used"
          ) : (
            <>
              {" "}
              · used <RelativeTime at={row.lastUsedAt} />
            </>
          )}
        </p>
      </div>
      <Button size="sm" variant="danger" aria-label={`Revoke ${row.name}`} onClick={onRevoke}>
        Revoke
      </Button>
    </li>
  );
}
