/** An executor that has been silent for so long is dead, for an onlooker that has had the database all the while. */
export const deadAfterMs = 8_000;
