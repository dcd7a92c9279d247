import {
  type Json,
  type JsonSchema,
  type ModelTool,
  type ModelToolCall,
  type ModelToolResult,
  StepFailure,
  type SubSteps,
  type Usage,
} from "@orrery/node-kit";
import { CallCounter, callTools } from "../agent/call-tools.ts";
import type { WiredTool } from "../agent/check-call.ts";
import { frameError } from "../agent/frame-result.ts";
import { passed } from "../agent/passed.ts";
import { Spent } from "../agent/spent.ts";
import { type Turn, type TurnRequest, takeTurn } from "../agent/take-turn.ts";
import { Talk } from "../agent/talk.ts";
import { textOfValue } from "../text-of-value.ts";
import { Board, noteTool, readOwnCall } from "./board.ts";
import type { TeamConfig, TeamMember } from "./team-config.ts";
import { lastTurn, memberSystem, type Said, situation } from "./team-prompts.ts";

/** Who speaks, with what. */
export interface Speaker {
  readonly name: string;
  readonly model: string;
  readonly system: string;
  readonly tools: readonly WiredTool[];
  /** Beside its tools; answered by the team itself. */
  readonly own: readonly ModelTool[];
  readonly task?: string;
}

/** How a speaker's part ended. */
export interface Part {
  readonly text: string;
  /** A call that ends its part: `finish`, `hand_over`, or, of the supervisor, `ask_member`. */
  readonly asks: readonly { readonly call: ModelToolCall; readonly args: { readonly [name: string]: Json } }[];
}

/** Who has the word in a team: one speaker at a time, with what all have said, written and used up. */
export class TeamFloor {
  readonly #subSteps: SubSteps;
  readonly #config: TeamConfig;
  readonly #goal: string;
  readonly #wired: readonly WiredTool[];
  readonly #spent = new Spent();
  readonly #counter = new CallCounter();
  readonly board = new Board();
  readonly said: Said[] = [];
  #turns = 0;
  #isClosing = false;

  constructor(subSteps: SubSteps, config: TeamConfig) {
    this.#subSteps = subSteps;
    this.#config = config;
    this.#goal = textOfValue(config.prompt);
    this.#wired = Object.entries(config.tools ?? {}).map(([nodeId, tool]) => ({ nodeId, ...tool }));
  }

  get turns(): number {
    return this.#turns;
  }

  /** Turns that may still be taken. */
  get turnsLeft(): number {
    return this.#maxTurns - this.#turns;
  }

  /** Whether the last turn has been taken: nobody is asked again. */
  get isClosing(): boolean {
    return this.#isClosing;
  }

  get usage(): Usage {
    return this.#spent.usage;
  }

  member(member: TeamMember): Speaker {
    const { name, model = "default", tools = [] } = member;
    const allowed = this.#wired.filter((tool) => tools.includes(tool.name));
    return { name, model, system: memberSystem(member, this.#config), tools: allowed, own: [noteTool] };
  }

  get #maxTurns(): number {
    return this.#config.maxTurns ?? 12;
  }

  /** Lets one speaker work until it has said its part, tools and all. `ending`: calls that end it. */
  async speak(speaker: Speaker, ending: readonly string[]): Promise<Part> {
    const talk = new Talk();
    let told: readonly Json[] = [];
    for (;;) {
      const turn = await this.#take(speaker, talk, told);
      const asks = turn.calls.flatMap((call) => {
        const tool = ending.includes(call.name) ? speaker.own.find(({ name }) => name === call.name) : undefined;
        const read = tool === undefined ? null : readOwnCall(call, tool);
        return read !== null && "args" in read ? [{ call, args: read.args }] : [];
      });
      const acts = turn.calls.some((call) => speaker.tools.some(({ name }) => name === call.name));
      if (turn.calls.length === 0) return { text: turn.text, asks: [] };
      if (asks.length > 0 && !acts && !(this.#isClosing && turn.text === "")) {
        for (const call of turn.calls) this.#answerOwn(call, speaker);
        return { text: turn.text, asks };
      }
      if (this.#isClosing) return this.#closed(turn);
      const { maxToolCalls = 50 } = this.#config;
      const called = await callTools(this.#turns, turn.calls, this.#counter, {
        subSteps: this.#subSteps,
        tools: speaker.tools,
        resultChars: 16_000,
        left: maxToolCalls - this.#counter.made,
        turnEndedAt: turn.endedAt,
        answerOwn: (call) => this.#answerOwn(call, speaker),
      });
      if (called.kind === "failed") throw new StepFailure(called.error);
      const results = called.calls.map(({ result }) => result);
      talk.add(turn, results);
      told = results.map(({ id, name, text, isError }) => ({ id, name, text: text.slice(0, 2_000), isError }));
    }
  }

  #closed({ text }: Turn): Part {
    if (text.trim() !== "") return { text, asks: [] };
    throw new StepFailure(passed("maxTurns", `After ${this.#turns} turns it asked for more.`));
  }

  async #take(speaker: Speaker, talk: Talk, told: readonly Json[]): Promise<Turn> {
    const over = this.#spent.over(this.#config);
    if (over !== null) throw new StepFailure(over);
    this.#turns += 1;
    this.#isClosing = this.#turns >= this.#maxTurns;
    const { name, model, system, tools, own, task } = speaker;
    const offered = [...own, ...tools].map(({ name: tool, description, parameters }) => ({
      name: tool,
      description,
      parameters,
    }));
    const closing = this.#isClosing ? `\n\n${lastTurn}` : "";
    return this.#ask({
      model,
      system,
      prompt: `${situation(this.#goal, this.board, this.said, task)}${closing}`,
      messages: talk.messages(),
      tools: offered,
      told: {
        turn: this.#turns,
        speaker: name,
        ...(task !== undefined && { task }),
        ...(told.length > 0 && { results: told }),
      },
    });
  }

  /** Asks once more for an answer that has another shape. Rejects as the model fails. */
  async shape(
    text: string,
    { outputSchema, problem }: { readonly outputSchema: JsonSchema; readonly problem: string },
  ): Promise<Json> {
    this.#turns += 1;
    const { object = null } = await this.#ask({
      model: this.#config.model ?? "default",
      system: "",
      prompt: `The goal:\n${this.#goal}\n\nThe answer was:\n${text}\n\nGive the same answer in the shape that is asked for.`,
      messages: [],
      tools: [],
      outputSchema,
      told: { turn: this.#turns, speaker: "Team", problem },
    });
    return object;
  }

  async #ask(request: TurnRequest): Promise<Turn> {
    const taken = await takeTurn(this.#subSteps, `turn.${this.#turns}`, {
      ...request,
      ...(this.#config.maxUsd !== undefined && { needsPrice: true }),
    });
    if (taken.kind === "failed") throw new StepFailure(taken.error);
    this.#spent.add(taken.turn);
    return taken.turn;
  }

  /** A note on the board, or a call of the team's own that could not be read. */
  #answerOwn(call: ModelToolCall, speaker: Speaker): ModelToolResult | null {
    const tool = speaker.own.find(({ name }) => name === call.name);
    const read = tool === undefined ? null : readOwnCall(call, tool);
    if (read === null) return null;
    if ("refused" in read) return read.refused;
    if (call.name !== noteTool.name) {
      const error = {
        code: "TEAM_NOT_ALONE",
        message: "Call this once your tools have answered, in a turn of its own.",
      };
      return { id: call.id, name: call.name, text: frameError(call.name, error), isError: true };
    }
    const { title, text } = read.args;
    this.board.write({
      title: textOfValue(title).slice(0, 200),
      text: textOfValue(text).slice(0, 4_000),
      by: speaker.name,
    });
    return {
      id: call.id,
      name: call.name,
      text: JSON.stringify({ tool: call.name, result: "written" }),
      isError: false,
    };
  }
}
