/** Why Orrery does not start, as one sentence for a person. */
export class StartProblem extends Error {
  override readonly name = "StartProblem";
}
