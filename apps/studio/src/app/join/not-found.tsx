import { EntryCard } from "../../entry/entry-card.tsx";

export default function NotFound() {
  return (
    <EntryCard title="This invitation is not good">
      <p className="mt-2 text-muted">
        It was used or revoked, it has run out, or it never was. Ask an owner of the workspace for another.
      </p>
    </EntryCard>
  );
}
