import {
  type Json,
  type ModelTool,
  type ModelToolCall,
  type ModelToolResult,
  type StepError,
  StepFailure,
  type StepOutcome,
  type SubSteps,
} from "@orrery/node-kit";
import { CallCounter, callTools } from "../agent/call-tools.ts";
import type { WiredTool } from "../agent/check-call.ts";
import { readFinalAnswer } from "../agent/final-answer.ts";
import { frameError } from "../agent/frame-result.ts";
import { passed } from "../agent/passed.ts";
import { Spent } from "../agent/spent.ts";
import { type Turn, takeTurn } from "../agent/take-turn.ts";
import { Talk } from "../agent/talk.ts";
import { textOfValue } from "../text-of-value.ts";
import { askTool, Board, finishTool, handOverTool, noteTool, readOwnCall } from "./board.ts";
import type { TeamConfig, TeamMember } from "./team-config.ts";
import { lastTurn, memberSystem, moderatorSystem, type Said, situation, supervisorSystem } from "./team-prompts.ts";

/** Who speaks, with what. */
interface Speaker {
  readonly name: string;
  readonly model: string;
  readonly system: string;
  readonly tools: readonly WiredTool[];
  /** Beside its tools; answered by the team itself. */
  readonly own: readonly ModelTool[];
  readonly task?: string;
}

/** How a speaker's part ended. */
interface Part {
  readonly text: string;
  /** A call that ends its part: `finish`, `hand_over`, or, of the supervisor, `ask_member`. */
  readonly asks: readonly { readonly call: ModelToolCall; readonly args: { readonly [name: string]: Json } }[];
}

/** One team at work. As an agent's, its way follows from config and sub-steps alone. */
export class TeamLoop {
  readonly #subSteps: SubSteps;
  readonly #config: TeamConfig;
  readonly #goal: string;
  readonly #wired: readonly WiredTool[];
  readonly #board = new Board();
  readonly #said: Said[] = [];
  readonly #spent = new Spent();
  readonly #counter = new CallCounter();
  #turns = 0;
  #isClosing = false;

  constructor(subSteps: SubSteps, config: TeamConfig) {
    this.#subSteps = subSteps;
    this.#config = config;
    this.#goal = textOfValue(config.prompt);
    this.#wired = Object.entries(config.tools ?? {}).map(([nodeId, tool]) => ({ nodeId, ...tool }));
  }

  async run(): Promise<StepOutcome> {
    try {
      const answer = await this.#work();
      return this.#finish(answer);
    } catch (thrown) {
      if (thrown instanceof StepFailure) return { kind: "failed", error: thrown.error };
      throw thrown;
    }
  }

  #work(): Promise<Said> {
    switch (this.#config.mode ?? "supervisor") {
      case "supervisor":
        return this.#supervised();
      case "round-robin":
        return this.#inTurns();
      case "debate":
        return this.#debated();
      case "handoff":
        return this.#handedOver();
    }
  }

  async #supervised(): Promise<Said> {
    const { members, model = "default" } = this.#config;
    const ask = askTool(members.map(({ name }) => name));
    const speaker = {
      name: "Supervisor",
      model,
      system: supervisorSystem(this.#config),
      tools: [],
      own: [noteTool, ask],
    };
    for (;;) {
      const { text, asks } = await this.#speak(speaker, [ask.name]);
      if (text !== "") this.#said.push({ by: speaker.name, text });
      if (asks.length === 0 || this.#isClosing) return { by: speaker.name, text };
      for (const { args } of asks) {
        const member = members.find(({ name }) => name === args.member);
        if (member === undefined) continue;
        const task = textOfValue(args.task);
        this.#said.push({ by: speaker.name, text: `To ${member.name}: ${task}` });
        const part = await this.#speak({ ...this.#member(member), task }, []);
        this.#said.push({ by: member.name, text: part.text });
        if (this.#isClosing) return { by: member.name, text: part.text };
      }
    }
  }

  async #inTurns(): Promise<Said> {
    const { members } = this.#config;
    for (let at = 0; ; at += 1) {
      const member = members[at % members.length];
      if (member === undefined) return noMembers();
      const speaker = this.#member(member);
      const { text, asks } = await this.#speak({ ...speaker, own: [...speaker.own, finishTool] }, [finishTool.name]);
      const answer = asks[0]?.args.answer;
      if (typeof answer === "string") return { by: member.name, text: answer };
      this.#said.push({ by: member.name, text });
      if (this.#isClosing) return { by: member.name, text };
    }
  }

  async #debated(): Promise<Said> {
    const { members, rounds = 2, model = "default" } = this.#config;
    for (let round = 0; round < rounds && !this.#isClosing; round += 1) {
      for (const member of members) {
        // One turn is kept for the word that ends it.
        if (this.#turns + 2 > this.#maxTurns) break;
        const { text } = await this.#speak(this.#member(member), []);
        this.#said.push({ by: member.name, text });
      }
    }
    const moderator = { name: "Moderator", model, system: moderatorSystem, tools: [], own: [] };
    const { text } = await this.#speak(moderator, []);
    return { by: moderator.name, text };
  }

  async #handedOver(): Promise<Said> {
    const { members } = this.#config;
    let [member] = members;
    let task = "";
    for (;;) {
      if (member === undefined) return noMembers();
      const current: TeamMember = member;
      const others = members.filter(({ name }) => name !== current.name).map(({ name }) => name);
      const over = others.length === 0 ? [] : [handOverTool(others)];
      const speaker = this.#member(current);
      const part = await this.#speak(
        { ...speaker, own: [...speaker.own, ...over], ...(task !== "" && { task }) },
        over.map(({ name }) => name),
      );
      if (part.text !== "") this.#said.push({ by: current.name, text: part.text });
      const to = part.asks[0]?.args;
      if (to === undefined || this.#isClosing) return { by: current.name, text: part.text };
      task = textOfValue(to.message);
      this.#said.push({ by: current.name, text: `To ${textOfValue(to.to)}: ${task}` });
      member = members.find(({ name }) => name === to.to);
    }
  }

  #member(member: TeamMember): Speaker {
    const { name, model = "default", tools = [] } = member;
    const allowed = this.#wired.filter((tool) => tools.includes(tool.name));
    return { name, model, system: memberSystem(member, this.#config), tools: allowed, own: [noteTool] };
  }

  get #maxTurns(): number {
    return this.#config.maxTurns ?? 12;
  }

  /** Lets one speaker work until it has said its part, tools and all. `ending`: calls that end it. */
  async #speak(speaker: Speaker, ending: readonly string[]): Promise<Part> {
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
    const taken = await takeTurn(this.#subSteps, `turn.${this.#turns}`, {
      model,
      system,
      prompt: `${situation(this.#goal, this.#board, this.#said, task)}${closing}`,
      messages: talk.messages(),
      tools: offered,
      told: {
        turn: this.#turns,
        speaker: name,
        ...(task !== undefined && { task }),
        ...(told.length > 0 && { results: told }),
      },
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
    this.#board.write({
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

  async #finish({ by, text }: Said): Promise<StepOutcome> {
    const { outputSchema, model = "default" } = this.#config;
    if (outputSchema === undefined) return this.#done({ by, text });
    const read = readFinalAnswer(text, outputSchema);
    if (read.ok) return this.#done({ by, text, object: read.object });
    this.#turns += 1;
    const taken = await takeTurn(this.#subSteps, `turn.${this.#turns}`, {
      model,
      system: "",
      prompt: `The goal:\n${this.#goal}\n\nThe answer was:\n${text}\n\nGive the same answer in the shape that is asked for.`,
      messages: [],
      tools: [],
      outputSchema,
      told: { turn: this.#turns, speaker: "Team", problem: read.problem },
    });
    if (taken.kind === "failed") throw new StepFailure(taken.error);
    this.#spent.add(taken.turn);
    return this.#done({ by, text, object: taken.turn.object ?? null });
  }

  #done(answer: { readonly by: string; readonly text: string; readonly object?: Json }): StepOutcome {
    const board = this.#board.notes.map((note) => ({ ...note }));
    const usage = { ...this.#spent.usage };
    const stopped = this.#isClosing ? "limit" : "answer";
    const said = this.#said.map((one) => ({ ...one }));
    return { kind: "done", output: { ...answer, turns: this.#turns, board, said, usage, stopped } };
  }
}

function noMembers(): never {
  const error: StepError = { code: "TEAM_EMPTY", message: "The team has no members.", class: "permanent" };
  throw new StepFailure(error);
}
