"use client";
import { Button, IconButton, NumberField, Select } from "@orrery/ui";
import { ArrowDown, ArrowUp, X } from "lucide-react";

export interface RouteMember {
  readonly model: string;
  readonly weight: number;
}

export interface RouteMembersProps {
  members: readonly RouteMember[];
  /** Names of models that may be members. */
  models: readonly string[];
  hasWeights: boolean;
  onChange: (members: readonly RouteMember[]) => void;
}

/** The models of a route in their order. */
export function RouteMembers({ members, models, hasWeights, onChange }: RouteMembersProps) {
  const free = models.filter((name) => members.every(({ model }) => model !== name));
  const change = (at: number, more: Partial<RouteMember>) =>
    onChange(members.map((member, index) => (index === at ? { ...member, ...more } : member)));
  const lift = (at: number) => {
    const [above, own] = [members[at - 1], members[at]];
    if (above !== undefined && own !== undefined) onChange(members.toSpliced(at - 1, 2, own, above));
  };
  const [next] = free;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-muted text-xs">Models</legend>
      <ol aria-label="Models, the first on top" className="flex flex-col gap-2">
        {members.map(({ model, weight }, at) => (
          <li key={model} className="flex items-center gap-1.5">
            <div className="min-w-0 flex-1">
              <Select
                label={`Model ${at + 1}`}
                value={model}
                onValueChange={(name) => change(at, { model: name })}
                options={[model, ...free].map((name) => ({ value: name, label: name }))}
              />
            </div>
            {hasWeights && (
              <div className="w-20">
                <NumberField
                  label={`Weight of ${model}`}
                  value={weight}
                  onValueChange={(value) => change(at, { weight: value ?? 1 })}
                  min={0.01}
                  max={100}
                />
              </div>
            )}
            <IconButton
              size="sm"
              name={`Move ${model} up`}
              icon={<ArrowUp aria-hidden size={14} strokeWidth={1.75} />}
              disabled={at === 0}
              onClick={() => lift(at)}
            />
            <IconButton
              size="sm"
              name={`Move ${model} down`}
              icon={<ArrowDown aria-hidden size={14} strokeWidth={1.75} />}
              disabled={at === members.length - 1}
              onClick={() => lift(at + 1)}
            />
            <IconButton
              size="sm"
              name={`Take ${model} out`}
              icon={<X aria-hidden size={14} strokeWidth={1.75} />}
              onClick={() => onChange(members.toSpliced(at, 1))}
            />
          </li>
        ))}
      </ol>
      {next !== undefined && (
        <Button size="sm" className="self-start" onClick={() => onChange([...members, { model: next, weight: 1 }])}>
          Add a model
        </Button>
      )}
    </fieldset>
  );
}
