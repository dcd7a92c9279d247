import { type Json, type StepError, StepFailure, type StepOutcome, type SubSteps } from "@orrery/node-kit";
import { readFinalAnswer } from "../agent/final-answer.ts";
import { textOfValue } from "../text-of-value.ts";
import { askTool, finishTool, handOverTool, noteTool } from "./board.ts";
import type { TeamConfig, TeamMember } from "./team-config.ts";
import { TeamFloor } from "./team-floor.ts";
import { moderatorSystem, type Said, supervisorSystem } from "./team-prompts.ts";

/** One team at work. As an agent's, its way follows from config and sub-steps alone. */
export class TeamLoop {
  readonly #config: TeamConfig;
  readonly #floor: TeamFloor;

  constructor(subSteps: SubSteps, config: TeamConfig) {
    this.#config = config;
    this.#floor = new TeamFloor(subSteps, config);
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
      const { text, asks } = await this.#floor.speak(speaker, [ask.name]);
      if (text !== "") this.#floor.said.push({ by: speaker.name, text });
      if (asks.length === 0 || this.#floor.isClosing) return { by: speaker.name, text };
      for (const { args } of asks) {
        const member = members.find(({ name }) => name === args.member);
        if (member === undefined) continue;
        const task = textOfValue(args.task);
        this.#floor.said.push({ by: speaker.name, text: `To ${member.name}: ${task}` });
        const part = await this.#floor.speak({ ...this.#floor.member(member), task }, []);
        this.#floor.said.push({ by: member.name, text: part.text });
        if (this.#floor.isClosing) return { by: member.name, text: part.text };
      }
    }
  }

  async #inTurns(): Promise<Said> {
    const { members } = this.#config;
    for (let at = 0; ; at += 1) {
      const member = members[at % members.length];
      if (member === undefined) return noMembers();
      const speaker = this.#floor.member(member);
      const { text, asks } = await this.#floor.speak({ ...speaker, own: [...speaker.own, finishTool] }, [
        finishTool.name,
      ]);
      const answer = asks[0]?.args.answer;
      if (typeof answer === "string") return { by: member.name, text: answer };
      this.#floor.said.push({ by: member.name, text });
      if (this.#floor.isClosing) return { by: member.name, text };
    }
  }

  async #debated(): Promise<Said> {
    const { members, rounds = 2, model = "default" } = this.#config;
    for (let round = 0; round < rounds && !this.#floor.isClosing; round += 1) {
      for (const member of members) {
        // One turn is kept for the word that ends it.
        if (this.#floor.turnsLeft < 2) break;
        const { text } = await this.#floor.speak(this.#floor.member(member), []);
        this.#floor.said.push({ by: member.name, text });
      }
    }
    // A member that used tools may have taken the turn that was kept.
    const last = this.#floor.said.at(-1);
    if (this.#floor.isClosing && last !== undefined) return last;
    const moderator = { name: "Moderator", model, system: moderatorSystem, tools: [], own: [] };
    const { text } = await this.#floor.speak(moderator, []);
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
      const speaker = this.#floor.member(current);
      const part = await this.#floor.speak(
        { ...speaker, own: [...speaker.own, ...over], ...(task !== "" && { task }) },
        over.map(({ name }) => name),
      );
      if (part.text !== "") this.#floor.said.push({ by: current.name, text: part.text });
      const to = part.asks[0]?.args;
      if (to === undefined || this.#floor.isClosing) return { by: current.name, text: part.text };
      task = textOfValue(to.message);
      this.#floor.said.push({ by: current.name, text: `To ${textOfValue(to.to)}: ${task}` });
      member = members.find(({ name }) => name === to.to);
    }
  }

  async #finish({ by, text }: Said): Promise<StepOutcome> {
    const { outputSchema } = this.#config;
    if (outputSchema === undefined) return this.#done({ by, text });
    const read = readFinalAnswer(text, outputSchema);
    if (read.ok) return this.#done({ by, text, object: read.object });
    const shaped = await this.#floor.shape(text, { outputSchema, problem: read.problem });
    return this.#done({ by, text, object: shaped });
  }

  #done(answer: { readonly by: string; readonly text: string; readonly object?: Json }): StepOutcome {
    const board = this.#floor.board.notes.map((note) => ({ ...note }));
    const usage = { ...this.#floor.usage };
    const stopped = this.#floor.isClosing ? "limit" : "answer";
    const said = this.#floor.said.map((one) => ({ ...one }));
    return { kind: "done", output: { ...answer, turns: this.#floor.turns, board, said, usage, stopped } };
  }
}

function noMembers(): never {
  const error: StepError = { code: "TEAM_EMPTY", message: "The team has no members.", class: "permanent" };
  throw new StepFailure(error);
}
