export {
  countFidelity,
  describeReport,
  type Fidelity,
  type ForeignFormat,
  type ForeignReport,
  formatNames,
  type ReportedNode,
  summariseReport,
} from "./foreign-report.ts";
export { type ReadForeign, readForeign } from "./read-foreign.ts";
export { withReportNote } from "./report-note.ts";
