import { expect, test } from "vitest";
import { type DoToMany, doToMany } from "./do-to-many.ts";

const ids = ["a", "b", "c", "d", "e"];

function asked(more: Partial<DoToMany> = {}) {
  const progress: number[] = [];
  const made = doToMany({
    ...{ ids, atOnce: 2, isStopped: () => false, explain: String, onProgress: (behind) => progress.push(behind) },
    call: async (some) => some.map((id) => ({ id, made: null, problem: id === "b" ? "It has ended." : null })),
    ...more,
  });
  return made.then(({ done, problems, left }) => ({ done: done.map(({ id }) => id), problems, left, progress }));
}

test("what is refused to one is told of it, and the others go on", async () => {
  expect(await asked()).toEqual({
    ...{ done: ["a", "c", "d", "e"], problems: [{ id: "b", problem: "It has ended." }], left: 0, progress: [2, 4, 5] },
  });
});

test("a call that breaks off ends it: of its runs nothing is known, the others were not asked for", async () => {
  const call: DoToMany["call"] = async (some) => {
    if (some.includes("c")) throw "no answer";
    return some.map((id) => ({ id, made: null, problem: null }));
  };
  const problem = "It is not known what became of it: no answer";
  expect(await asked({ call })).toEqual({
    done: ["a", "b"],
    problems: [
      { id: "c", problem },
      { id: "d", problem },
    ],
    ...{ left: 1, progress: [2] },
  });
});

test("it can be stopped between two calls", async () => {
  let calls = 0;
  expect(await asked({ isStopped: () => calls++ === 1 })).toEqual({
    ...{ done: ["a"], problems: [{ id: "b", problem: "It has ended." }], left: 3, progress: [2] },
  });
});
