import { describeType, type ExprType } from "@orrery/expr";
import type { NodeDefinition } from "@orrery/node-kit";
import { takesWords } from "../connect/port-words.ts";

const ANY: ExprType = { kind: "any" };

/** What a type does, what it takes and what it gives, in a few lines. */
export function TypePreview({ definition }: { definition: NodeDefinition }) {
  const gives = definition.output({ config: definition.initial, typeOf: () => ANY, collected: ANY });
  const { role } = definition.traits;
  return (
    <div className="flex flex-col gap-1 text-xs">
      <p className="line-clamp-3 text-muted">{definition.description}</p>
      {role !== "note" && (
        <p className="line-clamp-2 text-dim">
          {role === "entry" ? "Begins a run" : `Takes ${takesWords(definition)}`}
          {gives.kind !== "absent" && (
            <>
              {" · gives "}
              <span className="font-mono text-code">{describeType(gives)}</span>
            </>
          )}
        </p>
      )}
    </div>
  );
}
