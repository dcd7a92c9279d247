"use client";
import { Kbd } from "@orrery/ui";
import { COMMAND_GROUPS } from "./editor-command.ts";
import { EDITOR_COMMANDS } from "./editor-commands.ts";
import { FIXED_KEYS } from "./fixed-keys.ts";

/** Every key of the editor, by what it is for, as this keyboard names them. */
export function ShortcutsSheet() {
  return (
    <div className="gap-x-8 sm:columns-2">
      {COMMAND_GROUPS.map((group) => {
        const named = EDITOR_COMMANDS.flatMap(({ group: of, title, keys }) =>
          of === group && keys ? [{ title, keys }] : [],
        );
        const rows = [...named, ...FIXED_KEYS.filter((one) => one.group === group)];
        if (rows.length === 0) return null;
        return (
          <section key={group} aria-labelledby={`keys-${group}`} className="mb-4 break-inside-avoid">
            <h3 id={`keys-${group}`} className="pb-1 text-dim text-xs">
              {group}
            </h3>
            <dl>
              {rows.map(({ title, keys }) => (
                <div key={title} className="flex items-center gap-3 border-b py-1.5 text-sm last:border-b-0">
                  <dt className="min-w-0 flex-1">{title}</dt>
                  <dd className="flex shrink-0 flex-wrap justify-end gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}
