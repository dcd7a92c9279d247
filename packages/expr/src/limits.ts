/** Source of one expression, in UTF-8 bytes. */
export const maxSourceBytes = 4096;
/** Nesting of source brackets, and of syntax levels; a chain of one operator counts as one level. */
export const maxDepth = 64;
/** How deep `map`, `filter`, `all`, `exists` and `exists_one` may stand in one another. */
export const maxComprehensionDepth = 2;
/** JSON bytes of a computed result; a value handed through unchanged may be larger. */
export const maxResultBytes = 256 * 1024;
/** Characters of any text made on the way. */
export const maxTextLength = 4 * 1024 * 1024;
/** Nesting of a value that an expression compares, prints or hands on. */
export const maxValueDepth = 200;
/** Elementary steps of one evaluation; some 0.3 s on one core. */
export const maxWork = 4_000_000;
