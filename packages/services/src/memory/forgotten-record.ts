/** What is left of a record that was forgotten, until all processes have taken note that its vector is gone. */
export const forgottenRecord = () => ({
  text: "",
  metadata: {},
  key: null,
  vector: null,
  embedder: null,
  runId: null,
  stepKey: null,
  documentId: null,
  place: null,
  by: "",
  labels: { i: "T", c: [] },
  expiresAt: null,
  forgottenAt: new Date(),
});
