import { maxTextLength, maxWork } from "../limits.ts";
import { ExpressionFailure } from "./expression-failure.ts";

/** Counts elementary steps, so that every evaluation ends soon whatever the data. */
export class Work {
  private left: number;

  constructor(limit: number = maxWork) {
    this.left = limit;
  }

  /** Throws ORR_EXPR_TOO_MUCH_WORK when the allowance is used up. */
  charge(steps: number): void {
    this.left -= steps;
    if (this.left < 0) {
      throw new ExpressionFailure("ORR_EXPR_TOO_MUCH_WORK", "The expression needs too many steps on this data.");
    }
  }

  /** To be asked before a text of this length is made. Throws ORR_EXPR_TOO_LARGE, or charges for it. */
  chargeText(length: number): void {
    if (length > maxTextLength) {
      throw new ExpressionFailure("ORR_EXPR_TOO_LARGE", `A text would get longer than ${maxTextLength} characters.`);
    }
    this.charge(1 + (length >> 4));
  }
}
