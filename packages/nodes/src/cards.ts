import type { CardDefinition, Cards } from "@orrery/node-kit/card";
import { approvalCard } from "./approval/card.tsx";
import { groupCard } from "./group/card.tsx";
import { inputCard } from "./input/card.tsx";
import { noteCard } from "./note/card.tsx";
import { scheduleCard } from "./schedule/card.tsx";

const all: readonly CardDefinition[] = [approvalCard, groupCard, inputCard, noteCard, scheduleCard];
const byType = new Map(all.map((card) => [card.type, card]));

/** The cards of the node types that draw themselves; all other types are drawn from their definitions. */
export const cards: Cards = { get: (type) => byType.get(type) };
